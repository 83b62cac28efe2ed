using Aqueduct.ContractTests.Tools;
using Aqueduct.Setup;
using Aqueduct.Setup.Configuration;
using Aqueduct.StandIns.GitLab;

namespace Aqueduct.ContractTests.Setup;

/// <summary>Mode gateway: only a person can enter the role's ARN, and the plan says so until it is done.</summary>
public sealed class StepInGitLabTests : IAsyncLifetime
{
    private const string Here = $"https://{PublishedIssuer.Host}/ai";

    private readonly TemporaryFolder folder = new();
    private SetupWorld world = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => world = await SetupWorld.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await world.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task The_plan_says_what_to_do_in_the_words_of_GitLabs_page_and_apply_leaves_it()
    {
        await using var installation = await world.InstallAsync(settings: Gateway(new()));

        var step = await StepAsync(installation);
        step.Kind.ShouldBe(ChangeKind.Manual);
        step.Note!.ShouldContain("Admin > Settings > General > GitLab Duo with Amazon Q > View configuration setup");
        step.Note!.ShouldContain("arn:aws:iam::111122223333:role/QDeveloperAccess");

        await installation.ApplyAsync();
        (await StepAsync(installation)).Kind.ShouldBe(ChangeKind.Manual);
    }

    [Fact]
    public async Task What_GitLab_registered_through_the_gateway_ends_the_step_and_keeps_the_role()
    {
        await using var installation = await world.InstallAsync(settings: Gateway(new()));
        await installation.ApplyAsync();
        await installation.State.SetAsync("connection", """
            {"phase":"Registered","wanted":{"role_arn":"arn:aws:iam::111122223333:role/QDeveloperAccess","region":"us-east-1","client_id":"c","client_secret":"s",
             "instance_url":"https://gitlab.example.test","redirect_url":"https://gitlab.example.test/"},"at":"2026-11-23T00:00:00Z"}
            """, Cancelled);

        (await StepAsync(installation)).Kind.ShouldBe(ChangeKind.Unchanged);
        (await installation.Session.PlanDestroyAsync(Cancelled)).TryGet(out _, out var failures).ShouldBeFalse();
        failures![0].Fix.ShouldContain("Disconnect Amazon Q in GitLab first");
    }

    [Fact]
    public async Task A_connection_made_through_GitLabs_own_gateway_needs_no_step()
    {
        await using var installation = await world.InstallAsync(settings: Gateway(new()));
        await installation.ApplyAsync();
        var token = await world.Issuer.IssueAsync("somebody", Cancelled);
        (await world.Administrator.Sts.AssumeRoleWithWebIdentityAsync("arn:aws:iam::111122223333:role/QDeveloperAccess", "somebody", token, TimeSpan.FromHours(1), Cancelled))
            .TryGet(out var session, out _).ShouldBeTrue();
        var made = await world.Administrator.AmazonQ.CreateOAuthAppConnectionAsync(
            session!, new("client", "secret", "https://gitlab.example.test", "https://gitlab.example.test/"), Cancelled);
        made.Failure.ShouldBeNull();

        (await StepAsync(installation)).Kind.ShouldBe(ChangeKind.Unchanged);
    }

    [Fact]
    public async Task GitLab_is_pointed_here_and_back_to_where_it_was()
    {
        await using var gitLab = await StartAsync(aiGatewayUrl: "https://former.example.test/ai");
        await using var installation = await world.InstallAsync(settings: await WithTokenAsync(gitLab));

        var address = (await installation.PlanAsync()).Changes.Single(c => c.Resource is "AI gateway URL");
        address.Attributes.ShouldBe([new("in GitLab", "https://former.example.test/ai", Here)]);
        await installation.ApplyAsync();
        gitLab.World.State.Settings.AiGatewayUrl.ShouldBe(Here);
        (await installation.PlanAsync()).Changes.Single(c => c.Resource is "AI gateway URL").Kind.ShouldBe(ChangeKind.Unchanged);

        (await installation.Session.PlanDestroyAsync(Cancelled)).TryGet(out var destroy, out _).ShouldBeTrue();
        (await installation.Session.DestroyAsync(destroy!, null, Cancelled)).Failure.ShouldBeNull();
        gitLab.World.State.Settings.AiGatewayUrl.ShouldBe("https://former.example.test/ai");
    }

    [Fact]
    public async Task While_Amazon_Q_is_connected_GitLab_refuses_and_the_line_for_its_console_is_told()
    {
        await using var gitLab = await StartAsync(aiGatewayUrl: null);
        gitLab.World.State.AmazonQ.Ready = true;
        await using var installation = await world.InstallAsync(settings: await WithTokenAsync(gitLab));

        var outcome = await installation.Session.ApplyAsync(await installation.PlanAsync(), null, Cancelled);

        var address = outcome.Changes.Single(c => c.Resource is "AI gateway URL");
        address.Kind.ShouldBe(ChangeKind.Manual);
        address.Note!.ShouldContain($"Ai::Setting.instance.update!(ai_gateway_url: \"{Here}\")");
        gitLab.World.State.Settings.AiGatewayUrl.ShouldBeNull();
    }

    [Theory]
    [InlineData("17.10.4-ee", "GitLab is 17.10.4-ee; GitLab Duo with Amazon Q needs 17.11")]
    [InlineData("17.11.0-ee", "In GitLab, as administrator")]
    public async Task A_GitLab_that_is_too_old_is_told_before_the_step(string version, string said)
    {
        await using var gitLab = await GitLabStandIn.StartAsync(new() { Urls = ["http://127.0.0.1:0"], Version = version }, Cancelled);
        await using var installation = await world.InstallAsync(settings: await WithTokenAsync(gitLab));

        (await StepAsync(installation)).Note!.ShouldStartWith(said);
    }

    private static Task<GitLabStandIn> StartAsync(string? aiGatewayUrl) =>
        GitLabStandIn.StartAsync(new() { Urls = ["http://127.0.0.1:0"], Shape = GitLabShape.Gateway, AiGatewayUrl = aiGatewayUrl }, Cancelled);

    private async Task<SetupSettings> WithTokenAsync(GitLabStandIn gitLab)
    {
        var token = Path.Combine(folder.Path, "token");
        await File.WriteAllTextAsync(token, "glpat-standin-root", Cancelled);
        return Gateway(new() { Url = gitLab.Url.ToString(), TokenFile = token }) with { PublicUrl = $"https://{PublishedIssuer.Host}" };
    }

    private SetupSettings Gateway(GitLabOptions gitLab)
    {
        gitLab.Mode = GitLabMode.Gateway;
        return world.Settings() with { GitLab = gitLab };
    }

    private static async Task<PlannedChange> StepAsync(Installation installation) =>
        (await installation.PlanAsync()).Changes.Single(c => c.Resource is "settings in GitLab");
}
