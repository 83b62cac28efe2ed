using System.Text.Json.Nodes;
using Aqueduct.ContractTests.Tools;
using Aqueduct.Setup;
using Aqueduct.StandIns.GitLab;

namespace Aqueduct.ContractTests.Setup;

public sealed class GitLabApplyTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Apply_makes_account_and_application_and_a_second_one_changes_nothing()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await using var installation = await world.InstallAsync();

        var outcome = await installation.ApplyAsync();
        var before = world.GitLab.Requests.Count;
        (await installation.PlanAsync()).HasChanges.ShouldBeFalse();
        await installation.ApplyAsync();

        world.Changes(before).ShouldBeEmpty();
        world.Changes().ShouldBe(["POST /service_accounts", .. GitLabSetupWorld.CreationsBesideTheAccount]);
        var application = (await world.ApplicationsAsync()).ShouldHaveSingleItem();
        ((string)application["application_name"]!, (string)application["callback_url"]!, (bool)application["confidential"]!)
            .ShouldBe(("Amazon Q OAuth", GitLabSetupWorld.RedirectUri, true));
        application["scopes"]!.AsArray().Select(s => (string)s!).ShouldBe(["api", "read_repository", "write_repository"]);
        var signIn = (await world.SignInApplicationsAsync()).ShouldHaveSingleItem();
        ((string)signIn["callback_url"]!, (bool)signIn["confidential"]!).ShouldBe(("https://aqueduct.example.test/signin-oidc", true));
        signIn["scopes"]!.AsArray().Select(s => (string)s!).ShouldBe(["openid", "profile", "read_user"]);
        (await world.AccountsAsync()).ShouldHaveSingleItem()["username"]!.ToString().ShouldBe("amazon-q");
        outcome.GitLab.ShouldBe(new GitLabValues(
            "https://gitlab.example.test", "amazon-q", (string)application["application_id"]!, GitLabSetupWorld.RedirectUri, outcome.GitLab!.NextStep));
        outcome.Values.ShouldBeNull();
    }

    [Fact]
    public async Task A_foreign_client_sees_account_token_applications_and_hook()
    {
        PythonGitLab.Require();
        await using var world = await GitLabSetupWorld.StartAsync();
        await using var installation = await world.InstallAsync();
        await installation.ApplyAsync();

        var shown = await new PythonGitLab(world.GitLab.Url).RunAsync("""
            g = connect("root")
            account = g.users.list(username="amazon-q")[0]
            show([account.name, account.state])
            show([[t.name, t.scopes, t.active] for t in g.personal_access_tokens.list(user_id=account.id)])
            show(sorted([a.application_name, a.callback_url] for a in g.applications.list()))
            show([[h.url, h.push_events, h.enable_ssl_verification] for h in g.hooks.list()])
            """, Cancelled);

        shown.ToJsonString().ShouldBe("""[["Amazon Q Service","active"],[["Aqueduct",["api"],true]],"""
            + """[["Amazon Q OAuth","https://aqueduct.example.test/connection/callback"],["Aqueduct sign-in","https://aqueduct.example.test/signin-oidc"]],"""
            + """[["https://aqueduct.example.test/webhooks/gitlab",false,true]]]""");
    }

    [Fact]
    public async Task What_the_connection_needs_is_stored()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await using var installation = await world.InstallAsync();
        await installation.ApplyAsync();

        var application = (await world.ApplicationsAsync()).Single();
        var stored = (await GitLabSetupWorld.StoredAsync(installation.State))!;
        ((long)stored["id"]!, (string)stored["client_id"]!, (string)stored["redirect_uri"]!, (string)stored["instance_url"]!)
            .ShouldBe(((long)application["id"]!, (string)application["application_id"]!, GitLabSetupWorld.RedirectUri, "https://gitlab.example.test"));
        (await world.TakesAsync(installation.State)).ShouldBeTrue();
    }

    [Fact]
    public async Task Plan_changes_nothing()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await using var installation = await world.InstallAsync();

        (await installation.DriftAsync()).ShouldBe(
            ["Create Amazon Q account: name, kind", "Create account token: scopes", "Create OAuth application: redirect URI, scopes, confidential", "Create sign-in application: redirect URI, scopes, confidential", "Create system hook: tells of"]);

        world.Changes().ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_service_accounts_an_ordinary_user_is_made_and_its_seat_named()
    {
        await using var world = await GitLabSetupWorld.StartAsync(new() { Urls = ["http://127.0.0.1:0"], Licence = GitLabLicence.Free });
        await using var installation = await world.InstallAsync();

        (await installation.PlanAsync()).Changes[0].Note!.ShouldContain("seat");
        await installation.ApplyAsync();

        world.Changes().ShouldBe(["POST /users", .. GitLabSetupWorld.CreationsBesideTheAccount]);
        (await installation.PlanAsync()).HasChanges.ShouldBeFalse();
    }

    [Fact]
    public async Task A_username_somebody_else_has_is_left_to_them()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await world.SendAsync(HttpMethod.Post, "users", NewUser("amazon-q", "Quentin"));
        await using var installation = await world.InstallAsync();

        var planned = (await installation.PlanAsync()).Changes[0];
        (planned.Identifier, planned.Note).ShouldBe(("amazon-q-1", "the username amazon-q is taken by somebody else"));
        await installation.ApplyAsync();

        (await world.AccountsAsync()).ShouldHaveSingleItem()["username"]!.ToString().ShouldBe("amazon-q-1");
    }

    [Fact]
    public async Task A_username_that_is_a_groups_path_is_left_to_it()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await world.SendAsync(HttpMethod.Post, "groups", new JsonObject { ["name"] = "Q", ["path"] = "amazon-q" });
        await using var installation = await world.InstallAsync();

        var outcome = await installation.ApplyAsync();

        outcome.Changes[0].Identifier.ShouldBe("amazon-q-1");
        (await world.AccountsAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_account_of_that_name_is_adopted_only_when_told_to()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await world.SendAsync(HttpMethod.Post, "service_accounts", new JsonObject { ["name"] = "Amazon Q Service", ["username"] = "amazon-q" });
        await using (var careful = await world.InstallAsync())
            (await careful.PlanAsync()).Changes[0].Identifier.ShouldBe("amazon-q-1");

        await using var installation = await world.InstallAsync(world.Settings() with { Adopt = true });
        await installation.ApplyAsync();

        world.Changes(1).ShouldBe(GitLabSetupWorld.CreationsBesideTheAccount);
        (await world.AccountsAsync()).ShouldHaveSingleItem();
        (await installation.PlanAsync()).HasChanges.ShouldBeFalse();
    }

    [Fact]
    public async Task Destroy_deletes_the_application_and_blocks_the_account_which_apply_unblocks()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await using var installation = await world.InstallAsync();
        await installation.ApplyAsync();

        var destroyed = await installation.DestroyAsync();

        destroyed.Changes.Select(c => (c.Resource, c.Kind)).ShouldBe([("system hook", ChangeKind.Delete), ("sign-in application", ChangeKind.Delete), ("OAuth application", ChangeKind.Delete), ("account token", ChangeKind.Delete), ("Amazon Q account", ChangeKind.Update)]);
        (await world.ApplicationsAsync()).ShouldBeEmpty();
        (await world.SignInApplicationsAsync()).ShouldBeEmpty();
        (await world.AccountsAsync()).ShouldHaveSingleItem()["state"]!.ToString().ShouldBe("blocked");
        (await GitLabSetupWorld.StoredAsync(installation.State)).ShouldBeNull();
        (await installation.DestroyAsync()).Changes.ShouldBeEmpty();

        (await installation.DriftAsync())[0].ShouldBe("Update Amazon Q account: state");
        await installation.ApplyAsync();
        (await world.AccountsAsync()).ShouldHaveSingleItem()["state"]!.ToString().ShouldBe("active");
    }

    [Fact]
    public async Task Applications_and_accounts_of_others_survive_a_destroy()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await world.SendAsync(HttpMethod.Post, "applications", new JsonObject
        {
            ["name"] = "Amazon Q OAuth", ["redirect_uri"] = "https://other.example.test/connection/callback", ["scopes"] = "api",
        });
        await world.SendAsync(HttpMethod.Post, "users", NewUser("amazon-q", "Amazon Q Service"));
        await using var installation = await world.InstallAsync();
        await installation.ApplyAsync();

        await installation.DestroyAsync();

        (await world.ApplicationsAsync()).ShouldHaveSingleItem()["callback_url"]!.ToString().ShouldStartWith("https://other.");
        (await world.AccountsAsync()).Single(u => (string)u["username"]! == "amazon-q")["state"]!.ToString().ShouldBe("active");
    }

    [Fact]
    public async Task Both_sides_are_planned_applied_and_destroyed_by_one_session()
    {
        await using var aws = await SetupWorld.StartAsync();
        await using var world = await GitLabSetupWorld.StartAsync();
        await using var installation = await aws.InstallAsync(settings: aws.Settings() with
        {
            Sides = SetupSides.Both, GitLab = world.Settings().GitLab, PublicUrl = "https://aqueduct.example.test",
        });

        var outcome = await installation.ApplyAsync();

        outcome.Changes.Select(c => c.Resource).ShouldBe(
            ["issuer", "Q Developer profile", "IAM identity provider", "IAM role", "permissions", "Amazon Q account", "account token", "OAuth application", "sign-in application", "system hook"]);
        outcome.Values!.NextStep.ShouldBe(outcome.GitLab!.NextStep);
        (await installation.PlanAsync()).HasChanges.ShouldBeFalse();
        (await installation.DestroyAsync()).Changes[0].Resource.ShouldBe("system hook");
    }

    [Fact]
    public async Task The_faults_of_both_sides_are_told_at_once()
    {
        await using var aws = await SetupWorld.StartAsync();
        await using var world = await GitLabSetupWorld.StartAsync();
        world.WriteToken("glpat-wrong");
        await using var installation = await aws.InstallAsync(settings: aws.Settings() with
        {
            Sides = SetupSides.Both, Aws = aws.AwsOptions("AKIAUNKNOWN000000000"), GitLab = world.Settings().GitLab, PublicUrl = "https://aqueduct.example.test",
        });

        (await installation.PlanRefusedAsync()).Select(f => f.Code).ShouldBe(["credentials-unknown", "gitlab-token-rejected"]);
    }

    private static JsonObject NewUser(string username, string name) =>
        new() { ["username"] = username, ["name"] = name, ["email"] = $"{username}@else.example.test", ["force_random_password"] = true };
}
