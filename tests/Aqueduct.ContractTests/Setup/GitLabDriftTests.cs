using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.Rehearsal;

namespace Aqueduct.ContractTests.Setup;

/// <summary>What happens at GitLab behind set-up's back, and what gets lost on the way.</summary>
public sealed class GitLabDriftTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_application_that_was_deleted_is_made_again()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await using var installation = await world.InstallAsync();
        await installation.ApplyAsync();
        await world.SendAsync(HttpMethod.Delete, $"applications/{(await world.ApplicationsAsync()).Single()["id"]}");

        var planned = (await installation.PlanAsync()).Changes.Single(c => c.Resource == "OAuth application");
        (planned.Kind, planned.Note!).ShouldSatisfyAllConditions(
            p => p.Kind.ShouldBe(Aqueduct.Setup.ChangeKind.Create), p => p.Item2.ShouldContain("no longer exists"));
        await installation.ApplyAsync();

        (await world.ApplicationsAsync()).ShouldHaveSingleItem();
        (await world.TakesAsync(installation.State)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_secret_that_is_not_known_here_is_renewed()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await using var installation = await world.InstallAsync();
        await installation.ApplyAsync();
        await installation.State.RemoveAsync(GitLabSetupWorld.ApplicationKey, Cancelled);

        (await installation.DriftAsync()).ShouldBe(["Update OAuth application: secret"]);
        await installation.ApplyAsync();

        (await world.ApplicationsAsync()).ShouldHaveSingleItem();
        (await world.TakesAsync(installation.State)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(GitLabFaultKind.Drop)]
    [InlineData(GitLabFaultKind.BadGatewayAfterExecuting)]
    public async Task A_secret_lost_on_the_way_is_renewed_in_the_same_apply(GitLabFaultKind kind)
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await using var installation = await world.InstallAsync();
        world.GitLab.Faults.Add(new(kind, "POST /applications"));
        world.GitLab.Faults.Add(new(kind, "POST /service_accounts"));

        await installation.ApplyAsync();

        (await world.ApplicationsAsync()).ShouldHaveSingleItem();
        (await world.AccountsAsync()).ShouldHaveSingleItem();
        (await world.TakesAsync(installation.State)).ShouldBeTrue();
        (await installation.PlanAsync()).HasChanges.ShouldBeFalse();
    }

    [Fact]
    public async Task Another_public_address_makes_another_application_and_deletes_the_former()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await using (var installation = await world.InstallAsync())
            await installation.ApplyAsync();
        await using var moved = await world.InstallAsync(GitLabSetupWorld.Settings(world.GitLab.Url.ToString(), world.TokenFile, "https://moved.example.test"));

        (await moved.DriftAsync()).ShouldBe(["Update OAuth application: redirect URI, former application", "Update sign-in application: redirect URI, former application", "Update system hook: URL"]);
        await moved.ApplyAsync();

        (await world.ApplicationsAsync()).ShouldHaveSingleItem()["callback_url"]!.ToString().ShouldBe("https://moved.example.test/connection/callback");
        ((string)(await GitLabSetupWorld.StoredAsync(moved.State))!["redirect_uri"]!).ShouldBe("https://moved.example.test/connection/callback");
        (await moved.PlanAsync()).HasChanges.ShouldBeFalse();
    }

    [Fact]
    public async Task Another_external_address_is_noted_without_a_call()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await using (var installation = await world.InstallAsync())
            await installation.ApplyAsync();
        var before = world.GitLab.Requests.Count;
        var settings = world.Settings();
        settings.GitLab.ExternalUrl = "https://gitlab.moved.example.test";
        await using var moved = await world.InstallAsync(settings);

        (await moved.DriftAsync()).ShouldBe(["Update OAuth application: GitLab's public address", "Update sign-in application: GitLab's public address"]);
        await moved.ApplyAsync();

        world.Changes(before).ShouldBeEmpty();
        ((string)(await GitLabSetupWorld.StoredAsync(moved.State))!["instance_url"]!).ShouldBe("https://gitlab.moved.example.test");
    }

    [Fact]
    public async Task A_blocked_account_is_unblocked()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await using var installation = await world.InstallAsync();
        await installation.ApplyAsync();
        await world.SendAsync(HttpMethod.Post, $"users/{(await world.AccountsAsync()).Single()["id"]}/block");

        (await installation.DriftAsync()).ShouldBe(["Update Amazon Q account: state"]);
        await installation.ApplyAsync();

        (await world.AccountsAsync()).Single()["state"]!.ToString().ShouldBe("active");
    }

    [Fact]
    public async Task A_renamed_account_stays_ours()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await using var installation = await world.InstallAsync();
        await installation.ApplyAsync();
        await world.SendAsync(HttpMethod.Put, $"users/{(await world.AccountsAsync()).Single()["id"]}", new JsonObject { ["username"] = "q", ["name"] = "Q" });

        var plan = await installation.PlanAsync();

        plan.HasChanges.ShouldBeFalse();
        (plan.Changes[0].Identifier, plan.Changes[0].Note).ShouldBe(("q", "renamed at GitLab from amazon-q; it stays ours by its id"));
    }

    [Theory]
    [InlineData(false, "amazon-q-1", "Create Amazon Q account: name, kind")]
    [InlineData(true, "amazon-q", "Update Amazon Q account: recorded")]
    public async Task An_account_that_was_deleted_is_not_confused_with_one_of_its_name(bool adopt, string username, string drift)
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await using (var first = await world.InstallAsync())
            await first.ApplyAsync();
        await world.SendAsync(HttpMethod.Delete, $"users/{(await world.AccountsAsync()).Single()["id"]}");
        await world.SendAsync(HttpMethod.Post, "service_accounts", new JsonObject { ["name"] = "Amazon Q Service", ["username"] = "amazon-q" });
        await using var installation = await world.InstallAsync(world.Settings() with { Adopt = adopt });

        (await installation.DriftAsync()).ShouldBe([drift, "Create account token: scopes"]);
        (await installation.ApplyAsync()).Changes[0].Identifier.ShouldBe(username);
        (await installation.PlanAsync()).HasChanges.ShouldBeFalse();
    }

    [Fact]
    public async Task A_deactivated_account_is_left_to_a_person()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await using var installation = await world.InstallAsync();
        await installation.ApplyAsync();
        await world.SendAsync(HttpMethod.Post, $"users/{(await world.AccountsAsync()).Single()["id"]}/deactivate");

        (await installation.DriftAsync()).ShouldBe(["Manual Amazon Q account: "]);
    }
}
