using Aqueduct.Setup;
using Aqueduct.Setup.Configuration;

namespace Aqueduct.ContractTests.Setup;

public sealed class ApplyTests
{
    private static readonly string[] AllCreates = ["CreateProfile", "CreateOpenIDConnectProvider", "CreateRole", "AttachRolePolicy"];

    [Fact]
    public async Task A_plan_shows_what_is_missing_and_changes_nothing()
    {
        await using var world = await SetupWorld.StartAsync();
        await using var installation = await world.InstallAsync();

        var plan = await installation.PlanAsync();

        plan.Changes.Select(c => (c.Resource, c.Kind)).ShouldBe(
        [
            ("issuer", ChangeKind.Unchanged),
            ("Q Developer profile", ChangeKind.Create),
            ("IAM identity provider", ChangeKind.Create),
            ("IAM role", ChangeKind.Create),
            ("permissions", ChangeKind.Create),
        ]);
        world.Changes().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_apply_sets_up_everything_once_and_verify_proves_it()
    {
        await using var world = await SetupWorld.StartAsync();
        await using var installation = await world.InstallAsync();

        var outcome = await installation.ApplyAsync();

        world.Changes().ShouldBe(AllCreates);
        outcome.Values!.ProviderUrl.ShouldBe(world.Issuer.Url);
        outcome.Values.Audience.ShouldBe($"gitlab-cc-{SetupWorld.Uid}");
        outcome.Values.RoleArn.ShouldBe("arn:aws:iam::111122223333:role/QDeveloperAccess");
        outcome.Values.NextStep.ShouldContain("aqueduct setup apply --only gitlab");
        (await installation.VerifyAsync()).Steps.ShouldAllBe(s => s.Status == VerificationStatus.Passed);
    }

    [Fact]
    public async Task In_gateway_mode_an_apply_ends_with_the_words_of_GitLabs_page()
    {
        await using var world = await SetupWorld.StartAsync();
        await using var installation = await world.InstallAsync(settings: world.Settings() with { GitLab = new() { Mode = GitLabMode.Gateway } });

        (await installation.ApplyAsync()).Values!.NextStep.ShouldContain("Under IAM role's ARN, paste arn:aws:iam::111122223333:role/QDeveloperAccess");
    }

    [Fact]
    public async Task A_second_apply_changes_nothing()
    {
        await using var world = await SetupWorld.StartAsync();
        await using (var first = await world.InstallAsync())
            await first.ApplyAsync();
        var before = world.RequestCount;

        await using var second = await world.InstallAsync();
        (await second.PlanAsync()).HasChanges.ShouldBeFalse();
        var outcome = await second.ApplyAsync();

        outcome.Changes.ShouldAllBe(c => c.Kind == ChangeKind.Unchanged);
        world.Changes(before).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_inline_policy_is_put_and_exchanged_for_the_managed_one_without_a_gap()
    {
        await using var world = await SetupWorld.StartAsync();
        await using (var inline = await world.InstallAsync(settings: world.Settings() with { Role = new() { Policy = Aqueduct.Setup.Configuration.RolePolicy.Inline } }))
        {
            await inline.ApplyAsync();
            (await inline.DriftAsync()).ShouldBeEmpty();
            (await inline.VerifyAsync()).Passed.ShouldBeTrue();
        }

        var before = world.RequestCount;
        await using var managed = await world.InstallAsync();
        (await managed.DriftAsync()).ShouldBe(["Update permissions: managed policy, inline policy"]);
        await managed.ApplyAsync();

        world.Changes(before).ShouldBe(["AttachRolePolicy", "DeleteRolePolicy"]);
        (await managed.DriftAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_IAM_shows_only_later_is_waited_out()
    {
        await using var world = await SetupWorld.StartAsync();
        world.Aws.World.Settings.CallsUntilVisible = 5; // more than the calls apply makes anyway before it depends on a thing
        await using var installation = await world.InstallAsync();

        await installation.ApplyAsync();

        world.Changes().ShouldBe(AllCreates);
        (await installation.VerifyAsync()).Passed.ShouldBeTrue();
    }

    [Fact]
    public async Task An_existing_profile_is_used_and_recorded_as_not_ours()
    {
        await using var world = await SetupWorld.StartAsync();
        await world.Administrator.Profiles.CreateProfileAsync(
            "QDevProfile-us-east-1", null, "token-of-somebody", new Dictionary<string, string>(), TestContext.Current.CancellationToken);
        await using var installation = await world.InstallAsync();

        await installation.ApplyAsync();
        await installation.DestroyAsync();

        (await world.Administrator.Profiles.ListProfilesAsync(TestContext.Current.CancellationToken)).TryGet(out var profiles, out _).ShouldBeTrue();
        profiles!.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_account_closed_to_new_profiles_is_told_first_with_nothing_changed()
    {
        await using var world = await SetupWorld.StartAsync();
        world.Aws.World.Settings.ProfilesClosedToNewAccounts = true;
        await using var installation = await world.InstallAsync();

        var outcome = await installation.Session.ApplyAsync(await installation.PlanAsync(), null, TestContext.Current.CancellationToken);

        outcome.Failure!.Code.ShouldBe("profile-refused");
        outcome.Failure.Fix.ShouldContain("select Amazon Q Developer in GitLab > Get Started, for Profile name enter QDevProfile-us-east-1, select Create.");
        world.Changes().ShouldBeEmpty();
        (await installation.State.GetAsync("aws.profile", TestContext.Current.CancellationToken)).ShouldBeNull();
    }
}
