using Aqueduct.Aws;
using Aqueduct.Setup;

namespace Aqueduct.ContractTests.Setup;

public sealed class DestroyTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Destroy_deletes_in_reverse_order_and_leaves_nothing_of_ours()
    {
        await using var world = await SetupWorld.StartAsync();
        await using var installation = await world.InstallAsync();
        await installation.ApplyAsync();
        var before = world.RequestCount;

        var outcome = await installation.DestroyAsync();

        world.Changes(before).ShouldBe(["DetachRolePolicy", "DeleteRole", "DeleteOpenIDConnectProvider", "DeleteProfile"]);
        outcome.Changes.Select(c => c.Resource).ShouldBe(["permissions", "IAM role", "IAM identity provider", "Q Developer profile"]);
        foreach (var key in (string[])["aws.profile", "aws.identity-provider", "aws.role"])
            (await installation.State.GetAsync(key, Cancelled)).ShouldBeNull();
        (await installation.DestroyAsync()).Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_plan_of_destroy_changes_nothing()
    {
        await using var world = await SetupWorld.StartAsync();
        await using var installation = await world.InstallAsync();
        await installation.ApplyAsync();
        var before = world.RequestCount;

        (await installation.Session.PlanDestroyAsync(Cancelled)).TryGet(out var plan, out _).ShouldBeTrue();

        plan!.Changes.ShouldAllBe(c => c.Kind == ChangeKind.Delete);
        world.Changes(before).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_not_proven_ours_is_left_as_it_is()
    {
        await using var world = await SetupWorld.StartAsync();
        (await world.Administrator.Iam.CreateOpenIdConnectProviderAsync(world.Issuer.Url, ["x"], [], Cancelled)).Failure.ShouldBeNull();
        var before = world.RequestCount;
        await using var installation = await world.InstallAsync();

        (await installation.Session.PlanDestroyAsync(Cancelled)).TryGet(out var plan, out _).ShouldBeTrue();
        var outcome = await installation.Session.DestroyAsync(plan!, null, Cancelled);

        plan!.Changes.ShouldHaveSingleItem().Note.ShouldBe("not created by us: left as it is");
        outcome.Failure.ShouldBeNull();
        world.Changes(before).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_role_with_policies_of_others_is_refused_before_anything_is_deleted()
    {
        await using var world = await SetupWorld.StartAsync();
        await using var installation = await world.InstallAsync();
        await installation.ApplyAsync();
        (await world.Administrator.Iam.PutRolePolicyAsync(
            SetupWorld.RoleName, "theirs", """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}""", Cancelled)).Failure.ShouldBeNull();
        var before = world.RequestCount;

        (await installation.Session.PlanDestroyAsync(Cancelled)).TryGet(out _, out var failures).ShouldBeFalse();

        failures!.ShouldHaveSingleItem().Code.ShouldBe("role-in-use");
        failures[0].Detail.ShouldContain("theirs (inline)");
        world.Changes(before).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_an_earlier_configuration_made_is_deleted_too()
    {
        await using var world = await SetupWorld.StartAsync();
        await using (var first = await world.InstallAsync(settings: world.Settings() with { Role = new() { Name = "FirstName" } }))
            await first.ApplyAsync();
        await using var second = await world.InstallAsync();
        await second.ApplyAsync();

        await second.DestroyAsync();

        foreach (var role in (string[])["FirstName", SetupWorld.RoleName])
            (await world.Administrator.Iam.GetRoleAsync(role, Cancelled)).Failure!.Kind.ShouldBe(AwsFailureKind.NotFound);
    }

    [Fact]
    public async Task Set_up_destroyed_and_set_up_again_works()
    {
        await using var world = await SetupWorld.StartAsync();
        await using var installation = await world.InstallAsync();
        await installation.ApplyAsync();
        await installation.DestroyAsync();

        await installation.ApplyAsync();

        (await installation.VerifyAsync()).Passed.ShouldBeTrue();
    }
}
