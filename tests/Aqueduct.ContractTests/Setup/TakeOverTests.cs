using Aqueduct.Setup;
using Aqueduct.Setup.Configuration;

namespace Aqueduct.ContractTests.Setup;

public sealed class TakeOverTests
{
    private const string FurtherStatement =
        """{ "Sid": "BreakGlass", "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": { "AWS": "arn:aws:iam::111122223333:root" } }""";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_made_after_GitLabs_page_is_refused_naming_it_and_both_ways_to_go_on()
    {
        await using var world = await SetupWorld.StartAsync();
        await HandMade.MakeAsync(world);
        await using var installation = await world.InstallAsync();

        var failure = (await installation.PlanRefusedAsync()).ShouldHaveSingleItem();

        failure.Code.ShouldBe("gitlab-set-up-exists");
        failure.Detail.ShouldContain(HandMade.RoleArn);
        failure.Detail.ShouldContain(HandMade.ProviderArn);
        failure.Fix.ShouldContain("aqueduct setup plan --adopt");
        failure.Fix.ShouldContain("role.name");
    }

    [Fact]
    public async Task Adopting_creates_our_provider_and_adds_one_statement_and_two_tags()
    {
        await using var world = await SetupWorld.StartAsync();
        await HandMade.MakeAsync(world);
        var before = world.RequestCount;
        await using var installation = await AdoptAsync(world);

        var plan = await installation.PlanAsync();
        await installation.ApplyAsync();

        plan.Changes.Single(c => c.Resource == "IAM role").Attributes.Select(a => a.Name).ShouldBe(["trust policy: statement", "tag aqueduct:instance-uid", "tag aqueduct:managed-by"]);
        plan.Changes.Single(c => c.Resource == "permissions").Kind.ShouldBe(ChangeKind.Unchanged);
        world.Changes(before).ShouldBe(["CreateOpenIDConnectProvider", "UpdateAssumeRolePolicy", "TagRole"]);
        var trust = (await HandMade.RoleAsync(world)).TrustPolicy;
        Squeezed(trust).ShouldStartWith(Squeezed(HandMade.Trust(HandMade.Statement))[..^2] + ",");
        trust.ShouldContain(SetupWorld.ProviderArn);
    }

    [Fact]
    public async Task In_an_adopted_role_tokens_of_both_issuers_get_a_session()
    {
        await using var world = await SetupWorld.StartAsync();
        await HandMade.MakeAsync(world);
        await using var installation = await AdoptAsync(world);

        await installation.ApplyAsync();

        (await installation.VerifyAsync()).Steps.ShouldAllBe(s => s.Status == VerificationStatus.Passed);
        (await HandMade.AssumeAsGitLabAsync(world)).ShouldBeNull();
    }

    [Fact]
    public async Task A_second_apply_changes_nothing_and_needs_no_adopt()
    {
        await using var world = await SetupWorld.StartAsync();
        await HandMade.MakeAsync(world);
        await using (var adopting = await AdoptAsync(world))
            await adopting.ApplyAsync();
        var before = world.RequestCount;
        await using var later = await world.InstallAsync();

        await later.ApplyAsync();

        world.Changes(before).ShouldBeEmpty();
        (await later.PlanAsync()).HasChanges.ShouldBeFalse();
    }

    [Theory]
    [InlineData(43_200)]
    [InlineData(3_600)]
    public async Task The_way_back_leaves_what_was_there_word_for_word(int sessionSeconds)
    {
        await using var world = await SetupWorld.StartAsync();
        await HandMade.MakeAsync(world, sessionSeconds);
        var handMade = await HandMade.SnapshotAsync(world);
        await using var installation = await AdoptAsync(world);
        await installation.ApplyAsync();
        (await HandMade.RoleAsync(world)).MaxSessionDuration.ShouldBe(43_200);

        var outcome = await installation.DestroyAsync();

        outcome.Changes.Select(c => (c.Resource, c.Kind)).ShouldBe([("IAM role", ChangeKind.Update), ("IAM identity provider", ChangeKind.Delete)]);
        outcome.Changes[0].Note.ShouldBe("put back as it was before set-up took it over");
        (await HandMade.SnapshotAsync(world)).ShouldBe(handMade);
        (await installation.State.GetAsync("aws.role", Cancelled)).ShouldBeNull();
    }

    [Fact]
    public async Task What_others_changed_meanwhile_stays_on_the_way_back()
    {
        await using var world = await SetupWorld.StartAsync();
        await HandMade.MakeAsync(world, sessionSeconds: 3_600);
        await using var installation = await AdoptAsync(world);
        await installation.ApplyAsync();
        var trust = (await HandMade.RoleAsync(world)).TrustPolicy;
        await HandMade.TrustAsync(world, trust.Replace("\"Statement\": [", $"\"Statement\": [{FurtherStatement},", StringComparison.Ordinal));
        (await world.Administrator.Iam.UpdateRoleAsync(SetupWorld.RoleName, 7_200, "theirs", Cancelled)).Failure.ShouldBeNull();

        await installation.DestroyAsync();

        var left = await HandMade.RoleAsync(world);
        Squeezed(left.TrustPolicy).ShouldBe(Squeezed(HandMade.Trust($"{FurtherStatement},{HandMade.Statement}")));
        (left.MaxSessionDuration, left.Description).ShouldBe((7_200, "theirs"));
    }

    [Fact]
    public async Task Our_statement_missing_is_drift_and_GitLabs_is_not()
    {
        await using var world = await SetupWorld.StartAsync();
        await HandMade.MakeAsync(world);
        await using var installation = await AdoptAsync(world);
        await installation.ApplyAsync();
        var both = (await HandMade.RoleAsync(world)).TrustPolicy;

        await HandMade.TrustAsync(world, HandMade.Trust(HandMade.Statement));
        (await installation.DriftAsync()).ShouldBe(["Update IAM role: trust policy: statement"]);
        await installation.ApplyAsync();
        (await HandMade.RoleAsync(world)).TrustPolicy.ShouldBe(both);

        await HandMade.TrustAsync(world, Aqueduct.Setup.Policies.SharedTrust.Read(both, [HandMade.ProviderArn])!.WithOursOf(null));
        (await installation.DriftAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_role_left_with_our_statement_alone_is_not_put_back_to_trust_nobody()
    {
        await using var world = await SetupWorld.StartAsync();
        await HandMade.MakeAsync(world);
        await using var installation = await AdoptAsync(world);
        await installation.ApplyAsync();
        var both = (await HandMade.RoleAsync(world)).TrustPolicy;
        await HandMade.TrustAsync(world, Aqueduct.Setup.Policies.SharedTrust.Read(both, [HandMade.ProviderArn])!.WithOursOf(null));

        (await installation.Session.PlanDestroyAsync(Cancelled)).TryGet(out _, out var failures).ShouldBeFalse();

        failures!.ShouldHaveSingleItem().Code.ShouldBe("role-would-trust-nobody");
    }

    [Theory]
    [InlineData(RolePolicy.Managed, "missing actions, managed policy", "AttachRolePolicy", "DetachRolePolicy")]
    [InlineData(RolePolicy.Inline, "missing actions, inline policy", "PutRolePolicy", "DeleteRolePolicy")]
    public async Task What_the_policies_lack_is_named_and_added_as_the_configuration_says_and_taken_back(
        RolePolicy policy, string attributes, string added, string takenBack)
    {
        await using var world = await SetupWorld.StartAsync();
        await HandMade.MakeAsync(world, without: "q:CreateAuthGrant");
        var handMade = await HandMade.SnapshotAsync(world);
        await using var installation = await world.InstallAsync(settings: world.Settings() with { Adopt = true, Role = new() { Policy = policy } });

        var permissions = (await installation.PlanAsync()).Changes.Single(c => c.Resource == "permissions");
        await installation.ApplyAsync();

        string.Join(", ", permissions.Attributes.Select(a => a.Name)).ShouldBe(attributes);
        permissions.Attributes[0].After.ShouldBe("q:CreateAuthGrant");
        (await installation.DriftAsync()).ShouldBeEmpty();
        (await installation.VerifyAsync()).Passed.ShouldBeTrue();
        var changes = world.Changes();
        await installation.DestroyAsync();
        changes[^1].ShouldBe(added);
        world.Changes()[changes.Count].ShouldBe(takenBack);
        (await HandMade.SnapshotAsync(world)).ShouldBe(handMade);
    }

    [Fact]
    public async Task A_trust_policy_without_room_for_our_statement_is_refused_with_nothing_changed()
    {
        await using var world = await SetupWorld.StartAsync();
        await HandMade.MakeAsync(world, statements: string.Join(',', Enumerable.Repeat(HandMade.Statement, 5)));
        var before = world.RequestCount;
        await using var installation = await AdoptAsync(world);

        (await installation.PlanRefusedAsync()).ShouldHaveSingleItem().Code.ShouldBe("trust-policy-full");

        world.Changes(before).ShouldBeEmpty();
    }

    [Fact]
    public async Task With_its_memory_lost_set_up_still_neither_cuts_GitLab_off_nor_deletes_the_role()
    {
        await using var world = await SetupWorld.StartAsync();
        await HandMade.MakeAsync(world);
        var handMade = await HandMade.SnapshotAsync(world);
        await using (var adopting = await AdoptAsync(world))
            await adopting.ApplyAsync();
        await using var forgetful = await world.InstallAsync("another data folder");

        await forgetful.ApplyAsync();
        (await forgetful.DriftAsync()).ShouldBeEmpty();
        (await HandMade.AssumeAsGitLabAsync(world)).ShouldBeNull();
        await forgetful.DestroyAsync();

        Squeezed(await HandMade.SnapshotAsync(world)).ShouldBe(Squeezed(handMade));
    }

    [Fact]
    public async Task An_adopted_role_of_an_earlier_configuration_is_put_back_too()
    {
        await using var world = await SetupWorld.StartAsync();
        await HandMade.MakeAsync(world, sessionSeconds: 3_600);
        var handMade = await HandMade.SnapshotAsync(world);
        await using (var adopting = await AdoptAsync(world))
            await adopting.ApplyAsync();
        await using var renamed = await world.InstallAsync(settings: world.Settings() with { Role = new() { Name = "AnotherName" } });
        await renamed.ApplyAsync();

        await renamed.DestroyAsync();

        (await HandMade.SnapshotAsync(world)).ShouldBe(handMade);
    }

    private static Task<Installation> AdoptAsync(SetupWorld world) => world.InstallAsync(settings: world.Settings() with { Adopt = true });

    private static string Squeezed(string text) =>
        string.Concat(text.Replace("\\n", "", StringComparison.Ordinal).Where(c => !char.IsWhiteSpace(c)));
}
