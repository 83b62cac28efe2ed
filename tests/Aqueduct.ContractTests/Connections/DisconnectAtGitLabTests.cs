using System.Text.Json.Nodes;
using Aqueduct.ContractTests.Setup;
using Aqueduct.Setup.Connections;
using Aqueduct.StandIns.GitLab.Rehearsal;

namespace Aqueduct.ContractTests.Connections;

/// <summary>A disconnect with GitLab's administrator's token, and the way back.</summary>
public sealed class DisconnectAtGitLabTests : IAsyncLifetime
{
    private ConnectionWorld world = null!;
    private GitLabSetupWorld gitLab = null!;

    public async ValueTask InitializeAsync()
    {
        world = await ConnectionWorld.StartAsync();
        gitLab = await GitLabSetupWorld.StartAsync();
        world.GitLabSide = gitLab.Settings();
        await using (var installation = await InstallAsync())
            await installation.ApplyAsync();
        var account = (long)(await gitLab.AccountsAsync()).Single()["id"]!;
        await gitLab.SendAsync(HttpMethod.Post, "projects/1/members", new JsonObject { ["user_id"] = account, ["access_level"] = 30 });
        await gitLab.SendAsync(HttpMethod.Post, "groups/acme/members", new JsonObject { ["user_id"] = account, ["access_level"] = 20 });
        await world.ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await gitLab.DisposeAsync();
        await world.DisposeAsync();
    }

    [Fact]
    public async Task A_disconnect_takes_GitLabs_side_out_of_service_and_a_connect_brings_it_back()
    {
        (await world.DisconnectAsync()).Status.State.ShouldBe(ConnectionState.NotConnected);

        await ShouldBeOutOfServiceAsync();
        (await gitLab.TokensAsync()).ShouldHaveSingleItem();
        (await gitLab.SignInApplicationsAsync()).ShouldHaveSingleItem();

        (await world.ConnectAsync()).Status.State.ShouldBe(ConnectionState.Incomplete);

        world.Held!.ClientId.ShouldBe((string)(await gitLab.ApplicationsAsync()).ShouldHaveSingleItem()["application_id"]!);
        await using var installation = await InstallAsync();
        (await installation.PlanAsync()).HasChanges.ShouldBeFalse();
    }

    [Theory]
    [InlineData("DELETE /hooks/:hook_id", GitLabFaultKind.Drop)]
    [InlineData("DELETE /applications/:id", GitLabFaultKind.Drop)]
    [InlineData("GET /users/:id/memberships", GitLabFaultKind.Fail)]
    [InlineData("DELETE /groups/:id/members/:user_id", GitLabFaultKind.Drop)]
    [InlineData("DELETE /projects/:id/members/:user_id", GitLabFaultKind.Fail)]
    [InlineData("POST /users/:id/block", GitLabFaultKind.Drop)]
    public async Task Cut_short_anywhere_at_GitLab_it_goes_on_when_it_is_run_again(string route, GitLabFaultKind kind)
    {
        gitLab.GitLab.Faults.Add(new(kind, route, times: 4));

        (await world.DisconnectRefusedAsync()).Detail.ShouldStartWith("The connection at Amazon Q is deleted; GitLab's side is not done: ");

        gitLab.GitLab.Faults.Clear();
        (await world.DisconnectAsync()).Note.ShouldContain("blocked the account");
        await ShouldBeOutOfServiceAsync();
        (await world.DisconnectAsync()).Note.ShouldContain("nothing was changed");
    }

    [Fact]
    public async Task Cut_short_on_the_way_back_it_goes_on_when_it_is_run_again()
    {
        await world.DisconnectAsync();
        gitLab.GitLab.Faults.Add(new(GitLabFaultKind.Fail, "POST /hooks"));

        await world.ConnectRefusedAsync();
        await world.ConnectAsync();

        (await gitLab.HooksAsync()).ShouldHaveSingleItem();
        (await gitLab.ApplicationsAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Without_the_administrators_token_it_says_what_was_left()
    {
        world.GitLabSide = null;
        var before = gitLab.GitLab.Requests.Count;

        var outcome = await world.DisconnectAsync();

        outcome.Note.ShouldContain("application, account and system hook are still there");
        gitLab.GitLab.Requests.Count.ShouldBe(before);
    }

    private Task<Installation> InstallAsync() => Installation.OpenAsync(world.DataFolder, world.GitLabSide!, new(), GitLabSetupWorld.NoTokens.Instance);

    private async Task ShouldBeOutOfServiceAsync()
    {
        (await gitLab.HooksAsync()).ShouldBeEmpty();
        (await gitLab.ApplicationsAsync()).ShouldBeEmpty();
        var account = (await gitLab.AccountsAsync()).ShouldHaveSingleItem();
        account["state"]!.ToString().ShouldBe("blocked");
        (await gitLab.SendAsync(HttpMethod.Get, $"users/{account["id"]}/memberships"))!.AsArray().ShouldBeEmpty();
    }
}
