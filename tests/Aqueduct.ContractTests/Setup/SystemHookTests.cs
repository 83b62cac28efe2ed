using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.Rehearsal;

namespace Aqueduct.ContractTests.Setup;

public sealed class SystemHookTests
{
    private const string Url = "https://aqueduct.example.test/webhooks/gitlab";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_hook_tells_of_projects_and_groups_alone_and_verifies_certificates()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await using var installation = await world.InstallAsync();
        await installation.ApplyAsync();

        var hook = (await world.HooksAsync()).ShouldHaveSingleItem();
        hook["url"]!.ToString().ShouldBe(Url);
        foreach (var off in (string[])["push_events", "tag_push_events", "merge_requests_events", "repository_update_events"])
            ((bool)hook[off]!).ShouldBeFalse(off);
        ((bool)hook["enable_ssl_verification"]!).ShouldBeTrue();
        var stored = await StoredAsync(installation);
        ((long)stored["id"]!, ((string)stored["secret"]!).Length).ShouldBe(((long)hook["id"]!, 64));
    }

    [Theory]
    [InlineData("push_events", true, "push events")]
    [InlineData("enable_ssl_verification", false, "SSL verification")]
    public async Task A_hook_that_was_changed_is_made_anew(string flag, bool value, string told)
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await using var installation = await world.InstallAsync();
        await installation.ApplyAsync();
        var changed = (await world.HooksAsync()).Single()["id"]!.ToString();
        await world.SendAsync(HttpMethod.Put, $"hooks/{changed}", new JsonObject { ["url"] = Url, [flag] = value });

        (await installation.DriftAsync()).ShouldBe([$"Update system hook: {told}"]);
        await installation.ApplyAsync();

        (await world.HooksAsync()).ShouldHaveSingleItem()["id"]!.ToString().ShouldNotBe(changed);
        (await installation.PlanAsync()).HasChanges.ShouldBeFalse();
    }

    [Fact]
    public async Task A_hook_whose_secret_is_not_known_here_is_made_anew()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await using var installation = await world.InstallAsync();
        await installation.ApplyAsync();
        await installation.State.RemoveAsync(GitLabSetupWorld.HookKey, Cancelled);

        (await installation.DriftAsync()).ShouldBe(["Update system hook: secret token, former hook"]);
        await installation.ApplyAsync();

        var hook = (await world.HooksAsync()).ShouldHaveSingleItem();
        ((long)(await StoredAsync(installation))["id"]!).ShouldBe((long)hook["id"]!);
    }

    [Fact]
    public async Task A_hook_that_was_deleted_is_made_again_and_hooks_of_others_stay()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await using var installation = await world.InstallAsync();
        await installation.ApplyAsync();
        await world.SendAsync(HttpMethod.Delete, $"hooks/{(await world.HooksAsync()).Single()["id"]}");
        await world.SendAsync(HttpMethod.Post, "hooks", new JsonObject { ["url"] = "https://other.example.test/webhooks/gitlab" });

        (await installation.PlanAsync()).Changes[^1].Note.ShouldBe("the recorded one no longer exists at GitLab");
        await installation.ApplyAsync();
        (await world.HooksAsync()).Count.ShouldBe(2);
        await installation.DestroyAsync();

        (await world.HooksAsync()).ShouldHaveSingleItem()["url"]!.ToString().ShouldStartWith("https://other.");
        (await installation.State.GetAsync(GitLabSetupWorld.HookKey, Cancelled)).ShouldBeNull();
    }

    [Theory]
    [InlineData(GitLabFaultKind.Drop)]
    [InlineData(GitLabFaultKind.BadGatewayAfterExecuting)]
    public async Task A_hook_whose_answer_got_lost_is_found_with_the_secret_it_was_given(GitLabFaultKind kind)
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await using var installation = await world.InstallAsync();
        world.GitLab.Faults.Add(new(kind, "POST /hooks"));

        await installation.ApplyAsync();

        world.GitLab.World.Read(() => world.GitLab.World.State.Hooks.Single().Token).ShouldBe((string)(await StoredAsync(installation))["secret"]!);
        (await installation.PlanAsync()).HasChanges.ShouldBeFalse();
    }

    [Fact]
    public async Task A_local_address_GitLab_refuses_is_told_with_the_setting_that_allows_it()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await world.SendAsync(HttpMethod.Put, "application/settings", new JsonObject { ["allow_local_requests_from_system_hooks"] = false });
        await using var installation = await world.InstallAsync(GitLabSetupWorld.Settings(world.GitLab.Url.ToString(), world.TokenFile, "http://10.1.2.3:7480"));

        var stopped = await installation.Session.ApplyAsync(await installation.PlanAsync(), null, Cancelled);

        stopped.Failure!.Code.ShouldBe("gitlab-hook-url-refused");
        stopped.Failure.Fix.ShouldContain("Allow requests to the local network from system hooks");
        await world.SendAsync(HttpMethod.Put, "application/settings", new JsonObject { ["allow_local_requests_from_system_hooks"] = true });
        await installation.ApplyAsync();
        (await world.HooksAsync()).ShouldHaveSingleItem();
    }

    private static async Task<JsonNode> StoredAsync(Installation installation) => JsonNode.Parse((await installation.State.GetAsync(GitLabSetupWorld.HookKey, Cancelled))!)!;
}
