using Aqueduct.Aws.Iam;
using Aqueduct.Setup;

namespace Aqueduct.ContractTests.Setup;

public sealed class OwnershipTests
{
    private const string OtherUid = "00000000-1111-4222-8333-444444444444";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_exists_without_our_tag_is_refused_by_plan_naming_adopt()
    {
        await using var world = await SetupWorld.StartAsync();
        await MakeByHandAsync(world, []);
        await using var installation = await world.InstallAsync();

        var failures = await installation.PlanRefusedAsync();

        failures.ShouldHaveSingleItem().Code.ShouldBe("exists-without-proof");
        failures[0].Detail.ShouldContain(SetupWorld.ProviderArn);
        failures[0].Detail.ShouldContain("role/QDeveloperAccess");
        failures[0].Fix.ShouldContain("aqueduct setup apply --adopt");
    }

    [Fact]
    public async Task Adopted_things_are_tagged_and_mended_and_put_back_by_destroy()
    {
        await using var world = await SetupWorld.StartAsync();
        await MakeByHandAsync(world, []);
        var handMade = await HandMade.SnapshotAsync(world);
        var before = world.RequestCount;
        await using (var adopting = await world.InstallAsync(settings: world.Settings() with { Adopt = true }))
        {
            (await adopting.PlanAsync()).Changes.Count(c => c.Note?.StartsWith("adopted:", StringComparison.Ordinal) is true).ShouldBe(2);
            await adopting.ApplyAsync();
        }

        world.Changes(before).ShouldBe(
            ["CreateProfile", "AddClientIDToOpenIDConnectProvider", "TagOpenIDConnectProvider", "UpdateAssumeRolePolicy", "UpdateRole", "TagRole", "AttachRolePolicy"]);
        await using var later = await world.InstallAsync();
        (await later.DriftAsync()).ShouldBeEmpty();
        await later.DestroyAsync();
        (await HandMade.SnapshotAsync(world)).ShouldBe(handMade);
    }

    [Fact]
    public async Task What_carries_the_tag_of_another_instance_is_refused_naming_both()
    {
        await using var world = await SetupWorld.StartAsync();
        await MakeByHandAsync(world, [new(Desired.InstanceTag, OtherUid)]);
        await using var installation = await world.InstallAsync(settings: world.Settings() with { Adopt = true });

        var failures = await installation.PlanRefusedAsync();

        failures.Count.ShouldBe(2);
        failures.ShouldAllBe(f => f.Code == "bound-to-other-instance" && f.Detail.Contains(OtherUid) && f.Detail.Contains(SetupWorld.Uid));
    }

    [Fact]
    public async Task A_role_that_trusts_the_issuer_of_another_instance_cannot_even_be_adopted()
    {
        await using var world = await SetupWorld.StartAsync();
        await world.Administrator.Iam.CreateRoleAsync(
            new(SetupWorld.RoleName, HandMadeTrust.Replace(SetupWorld.Uid, OtherUid, StringComparison.Ordinal), 3600, null, []), Cancelled);
        await using var installation = await world.InstallAsync(settings: world.Settings() with { Adopt = true });

        (await installation.PlanRefusedAsync()).ShouldHaveSingleItem().Detail.ShouldContain($"belongs to the GitLab instance {OtherUid}");
    }

    [Fact]
    public async Task Two_applies_at_once_end_with_one_of_each_and_the_second_is_told()
    {
        await using var world = await SetupWorld.StartAsync();
        await using var one = await world.InstallAsync("one");
        await using var two = await world.InstallAsync("two");
        var (planOne, planTwo) = (await one.PlanAsync(), await two.PlanAsync());

        var outcomes = await Task.WhenAll(
            one.Session.ApplyAsync(planOne, null, Cancelled), two.Session.ApplyAsync(planTwo, null, Cancelled));

        outcomes.ShouldAllBe(o => o.Failure == null);
        world.Changes().Count(o => o == "CreateProfile").ShouldBe(1);
        world.Changes().Count(o => o == "CreateOpenIDConnectProvider").ShouldBe(1);
        world.Changes().Count(o => o == "CreateRole").ShouldBe(1);
        outcomes.SelectMany(o => o.Changes).Count(c => c.Note == "another set-up created it meanwhile").ShouldBeGreaterThanOrEqualTo(3);
        (await one.DriftAsync()).ShouldBeEmpty();
        (await two.DriftAsync()).ShouldBeEmpty();
        (await two.VerifyAsync()).Passed.ShouldBeTrue();
    }

    [Fact]
    public async Task A_stale_plan_creates_nothing_twice()
    {
        await using var world = await SetupWorld.StartAsync();
        await using var one = await world.InstallAsync("one");
        await using var two = await world.InstallAsync("two");
        var stale = await two.PlanAsync();
        await one.ApplyAsync();
        var before = world.RequestCount;

        var outcome = await two.Session.ApplyAsync(stale, null, Cancelled);

        outcome.Failure.ShouldBeNull();
        world.Changes(before).ShouldBeEmpty();
        outcome.Changes.Count(c => c.Note == "another set-up created it meanwhile").ShouldBe(4);
    }

    private static string HandMadeTrust =>
        $$"""
        { "Version": "2012-10-17", "Statement": [ { "Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
          "Principal": { "Federated": "{{SetupWorld.ProviderArn}}" },
          "Condition": { "StringEquals": { "aqueduct.example.test/cc/oidc/{{SetupWorld.Uid}}:aud": "gitlab-cc-{{SetupWorld.Uid}}" } } } ] }
        """;

    /// <summary>Provider and role as somebody makes them who stops half-way through GitLab's page.</summary>
    private static async Task MakeByHandAsync(SetupWorld world, IReadOnlyList<IamTag> tags)
    {
        (await world.Administrator.Iam.CreateOpenIdConnectProviderAsync(world.Issuer.Url, ["another-audience"], tags, Cancelled)).Failure.ShouldBeNull();
        (await world.Administrator.Iam.CreateRoleAsync(new(SetupWorld.RoleName, HandMadeTrust, 3600, "by hand", tags), Cancelled)).Failure.ShouldBeNull();
    }
}
