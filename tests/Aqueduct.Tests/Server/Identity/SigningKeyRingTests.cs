using Aqueduct.Server.Identity;
using Aqueduct.Setup.Configuration;

namespace Aqueduct.Tests.Server.Identity;

public sealed class SigningKeyRingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task First_key_signs_at_once()
    {
        await using var world = await IssuerWorld.CreateAsync(Cancellation);

        var keys = await world.Ring().LoadAsync(Cancellation);

        keys.Keys.ShouldHaveSingleItem().State.ShouldBe(KeyState.Signing);
    }

    [Fact]
    public async Task Another_start_finds_the_same_key()
    {
        await using var world = await IssuerWorld.CreateAsync(Cancellation);

        var first = await world.Ring().LoadAsync(Cancellation);
        var second = await world.Ring().LoadAsync(Cancellation);

        second.Signing.Kid.ShouldBe(first.Signing.Kid);
    }

    [Fact]
    public async Task Key_lives_through_announced_signing_verify_only_and_removed()
    {
        await using var world = await IssuerWorld.CreateAsync(Cancellation);
        var ring = world.Ring();
        var old = (await ring.LoadAsync(Cancellation)).Signing.Kid;
        world.Clock.Advance(TimeSpan.FromDays(1));
        var next = (await ring.AnnounceAsync(Cancellation)).Kid;

        States().ShouldBe([(old, KeyState.Signing), (next, KeyState.Announced)]);

        await world.PublishAsync(ring, Cancellation);
        await ring.RotateIfDueAsync(Cancellation); // seen
        await AdvanceAsync(KeyLife.MaxAge - TimeSpan.FromSeconds(1));
        States().ShouldBe([(old, KeyState.Signing), (next, KeyState.Announced)]);

        await AdvanceAsync(TimeSpan.FromSeconds(1));
        States().ShouldBe([(old, KeyState.VerifyOnly), (next, KeyState.Signing)]);

        await AdvanceAsync(KeyLife.MaxAge + KeyLife.TokenLifetime - TimeSpan.FromSeconds(1));
        States().ShouldBe([(old, KeyState.VerifyOnly), (next, KeyState.Signing)]);

        await AdvanceAsync(TimeSpan.FromSeconds(1));
        States().ShouldBe([(next, KeyState.Signing)]);
        (await world.Store.LoadAsync(Cancellation)).ShouldHaveSingleItem().Kid.ShouldBe(next);

        IEnumerable<(string, KeyState)> States() => ring.Current!.Keys.Select(k => (k.Kid, k.State));

        Task AdvanceAsync(TimeSpan time)
        {
            world.Clock.Advance(time);
            return ring.RotateIfDueAsync(Cancellation);
        }
    }

    [Fact]
    public async Task Announced_key_never_signs_while_the_public_address_does_not_show_it()
    {
        await using var world = await IssuerWorld.CreateAsync(Cancellation);
        var ring = world.Ring();
        await world.PublishAsync(ring, Cancellation); // only the first key
        var old = ring.Current!.Signing.Kid;
        await ring.AnnounceAsync(Cancellation);

        for (var day = 0; day < 30; day++)
        {
            world.Clock.Advance(TimeSpan.FromDays(1));
            await ring.RotateIfDueAsync(Cancellation);
        }

        ring.Current.Signing.Kid.ShouldBe(old);
    }

    [Fact]
    public async Task Key_that_vanished_from_the_public_address_waits_anew()
    {
        await using var world = await IssuerWorld.CreateAsync(Cancellation);
        var ring = world.Ring();
        await world.PublishAsync(ring, Cancellation);
        var old = ring.Current!.Signing.Kid;
        await ring.AnnounceAsync(Cancellation);
        await world.PublishAsync(ring, Cancellation);
        await ring.RotateIfDueAsync(Cancellation);

        world.Public.Show(world.Issuer.JwksUrl, """{"keys":[]}""");
        await ring.RotateIfDueAsync(Cancellation);
        await world.PublishAsync(ring, Cancellation);
        world.Clock.Advance(KeyLife.MaxAge);
        await ring.RotateIfDueAsync(Cancellation); // seen again, from now on

        ring.Current.Signing.Kid.ShouldBe(old);
        ring.Current.Announced!.SeenAt.ShouldBe(world.Clock.GetUtcNow());
    }

    [Fact]
    public async Task Public_address_that_cannot_be_reached_delays_and_does_not_reset()
    {
        await using var world = await IssuerWorld.CreateAsync(Cancellation);
        var ring = world.Ring();
        var next = (await ring.AnnounceAsync(Cancellation)).Kid;
        await world.PublishAsync(ring, Cancellation);
        await ring.RotateIfDueAsync(Cancellation);

        world.Public.Reachable = false;
        world.Clock.Advance(KeyLife.MaxAge);
        await ring.RotateIfDueAsync(Cancellation);
        ring.Current!.Signing.Kid.ShouldNotBe(next);

        world.Public.Reachable = true;
        await ring.RotateIfDueAsync(Cancellation);
        ring.Current.Signing.Kid.ShouldBe(next);
    }

    [Fact]
    public async Task Old_key_is_followed_by_a_new_one_by_itself()
    {
        await using var world = await IssuerWorld.CreateAsync(Cancellation);
        var ring = world.Ring();
        await ring.LoadAsync(Cancellation);

        world.Clock.Advance(KeyLife.RotateAfter - TimeSpan.FromSeconds(1));
        await ring.RotateIfDueAsync(Cancellation);
        ring.Current!.Announced.ShouldBeNull();

        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await ring.RotateIfDueAsync(Cancellation);
        ring.Current.Announced.ShouldNotBeNull();
    }

    [Fact]
    public async Task Another_algorithm_in_the_configuration_brings_a_new_key()
    {
        await using var world = await IssuerWorld.CreateAsync(Cancellation);
        await world.Ring(SigningAlgorithm.ES256).LoadAsync(Cancellation);

        var ring = world.Ring(SigningAlgorithm.RS256);
        await ring.RotateIfDueAsync(Cancellation);

        ring.Current!.Signing.Algorithm.ShouldBe(SigningAlgorithm.ES256);
        ring.Current.Announced!.Algorithm.ShouldBe(SigningAlgorithm.RS256);
    }

    [Fact]
    public async Task Announcing_twice_makes_one_key()
    {
        await using var world = await IssuerWorld.CreateAsync(Cancellation);
        var ring = world.Ring();

        var first = await ring.AnnounceAsync(Cancellation);
        var second = await ring.AnnounceAsync(Cancellation);

        second.Kid.ShouldBe(first.Kid);
    }

    [Fact]
    public async Task Replica_with_an_outdated_view_changes_nothing()
    {
        await using var world = await IssuerWorld.CreateAsync(Cancellation);
        var ring = world.Ring();
        var outdated = (await ring.LoadAsync(Cancellation)).Signing;
        await ring.AnnounceAsync(Cancellation);

        var late = world.Store.Generate(SigningAlgorithm.ES256, world.Clock.GetUtcNow());

        (await world.Store.AnnounceAsync(outdated, late, Cancellation)).ShouldBeFalse();
        (await world.Store.ActivateAsync(outdated, PublishedKey.From(late), world.Clock.GetUtcNow(), Cancellation)).ShouldBeFalse();
        (await world.Ring().LoadAsync(Cancellation)).Keys.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Documents_are_built_again_only_when_the_key_set_changes()
    {
        await using var world = await IssuerWorld.CreateAsync(Cancellation);
        var ring = world.Ring();

        var first = (await ring.LoadAsync(Cancellation)).Documents;
        (await ring.LoadAsync(Cancellation)).Documents.ShouldBeSameAs(first);

        await ring.AnnounceAsync(Cancellation);
        ring.Current!.Documents.Jwks.ETag.ShouldNotBe(first.Jwks.ETag);
    }

    [Fact]
    public async Task Private_key_is_stored_sealed()
    {
        await using var world = await IssuerWorld.CreateAsync(Cancellation);
        await world.Ring().LoadAsync(Cancellation);

        var row = (await world.Store.LoadAsync(Cancellation)).Single();

        using var key = System.Security.Cryptography.ECDsa.Create();
        Should.Throw<System.Security.Cryptography.CryptographicException>(() => key.ImportPkcs8PrivateKey(row.SealedPrivateKey, out _));
        row.PublicJwk.ShouldNotContain("\"d\"");
    }
}
