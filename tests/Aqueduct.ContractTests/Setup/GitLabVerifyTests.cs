using System.Text.Json.Nodes;
using Aqueduct.Setup;
using Aqueduct.StandIns.GitLab.Rehearsal;

namespace Aqueduct.ContractTests.Setup;

public sealed class GitLabVerifyTests
{
    [Fact]
    public async Task What_was_set_up_is_proven_with_both_tokens_and_nothing_is_changed()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await using var installation = await world.InstallAsync();
        await installation.ApplyAsync();
        var before = world.GitLab.Requests.Count;

        var verified = await installation.VerifyAsync();

        verified.Passed.ShouldBeTrue();
        verified.Steps[0].Detail.ShouldStartWith("root at GitLab 18.5.1-ee, with the scopes ");
        verified.Steps.Single(s => s.Name == "account token works").Detail.ShouldBe("GitLab takes it for amazon-q");
        verified.Steps[^1].ShouldBe(new("account reads projects", VerificationStatus.Skipped, "a member of no project yet"));
        world.Changes(before).ShouldBeEmpty();
    }

    [Fact]
    public async Task As_a_member_the_account_reads_its_project()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await using var installation = await world.InstallAsync();
        await installation.ApplyAsync();
        await world.SendAsync(HttpMethod.Post, "projects/1/members", new JsonObject { ["user_id"] = (long)(await world.AccountsAsync()).Single()["id"]!, ["access_level"] = 20 });

        (await installation.VerifyAsync()).Steps[^1].ShouldBe(new("account reads projects", VerificationStatus.Passed, "such as acme/shop"));
    }

    [Fact]
    public async Task A_blocked_account_fails_at_the_account_and_at_its_token()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await using var installation = await world.InstallAsync();
        await installation.ApplyAsync();
        await world.SendAsync(HttpMethod.Post, $"users/{(await world.AccountsAsync()).Single()["id"]}/block");

        var failed = await FailedAsync(installation);

        failed.Select(s => s.Name).ShouldBe(["Amazon Q account", "account token works"]);
        failed[0].Detail.ShouldBe("amazon-q differs: state blocked → active");
        failed[1].Detail.ShouldContain("blocked");
        failed.ShouldAllBe(s => s.Fix!.Contains("aqueduct setup apply --only gitlab"));
    }

    [Fact]
    public async Task An_application_that_is_gone_is_told()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await using var installation = await world.InstallAsync();
        await installation.ApplyAsync();
        await world.SendAsync(HttpMethod.Delete, $"applications/{(await world.ApplicationsAsync()).Single()["id"]}");

        (await FailedAsync(installation)).ShouldHaveSingleItem().Detail.ShouldStartWith("Amazon Q OAuth does not exist; the recorded one");
    }

    [Fact]
    public async Task Without_the_administrators_token_the_accounts_own_is_tried_all_the_same()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await using (var before = await world.InstallAsync())
            await before.ApplyAsync();
        world.WriteToken("glpat-unknown");
        await using var installation = await world.InstallAsync();

        var verified = await installation.VerifyAsync();

        verified.Steps.Select(s => (s.Name, s.Status)).ShouldBe(
        [
            ("GitLab administrator", VerificationStatus.Failed), ("account token works", VerificationStatus.Passed), ("account reads projects", VerificationStatus.Skipped),
        ]);
    }

    [Fact]
    public async Task Before_anything_is_set_up_every_step_says_what_to_run()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await using var installation = await world.InstallAsync();

        (await FailedAsync(installation)).ShouldAllBe(s => s.Fix == "Run `aqueduct setup apply --only gitlab`.");
    }

    [Fact]
    public async Task A_project_GitLab_cannot_show_now_is_no_fault_of_the_token()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await using var installation = await world.InstallAsync();
        await installation.ApplyAsync();
        world.GitLab.Faults.Add(new(GitLabFaultKind.BadGateway, "GET /projects", times: 100));

        var failed = (await FailedAsync(installation)).ShouldHaveSingleItem();

        (failed.Name, failed.Fix!).ShouldSatisfyAllConditions(f => f.Name.ShouldBe("account reads projects"), f => f.Item2.ShouldContain("See that GitLab is up"));
    }

    private static async Task<IReadOnlyList<VerificationStep>> FailedAsync(Installation installation) =>
        [.. (await installation.VerifyAsync()).Steps.Where(s => s.Status is VerificationStatus.Failed)];
}
