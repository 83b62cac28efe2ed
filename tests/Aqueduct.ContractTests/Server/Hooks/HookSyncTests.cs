using System.Text.Json.Nodes;
using Aqueduct.ContractTests.Server.Tree;
using Aqueduct.ContractTests.Setup;
using Aqueduct.ContractTests.Storage;
using Aqueduct.GitLab;
using Aqueduct.Server.Hooks;
using Aqueduct.StandIns.GitLab;
using Aqueduct.StandIns.GitLab.Rehearsal;
using Aqueduct.StandIns.GitLab.World;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aqueduct.ContractTests.Server.Hooks;

/// <summary>Our hooks at a real stand-in: groups acme (1) and acme/platform (2), projects acme/shop (1) and acme/platform/ledger (2).</summary>
public sealed class HookSyncTests() : StorageContract(new SqliteEngine())
{
    private const string Url = "https://aqueduct.example.test/webhooks/gitlab";

    private readonly Places on = new();
    private GitLabSetupWorld gitLab = null!;
    private GitLabClient client = null!;
    private HookRows rows = null!;
    private DeliverySecret secret = null!;
    private HookSync sync = null!;

    private GitLabWorld World => gitLab.GitLab.World;

    public override async ValueTask DisposeAsync()
    {
        sync.Dispose();
        client.Dispose();
        await gitLab.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Without_hooks_of_groups_each_project_that_is_on_gets_one()
    {
        await StartAsync(GitLabLicence.Free);
        on.Groups.UnionWith([1, 2]);
        on.Projects.UnionWith([1]);

        await sync.RunAsync(Cancelled);

        Hooks().ShouldBe(["project 1"]);
        var (token, made) = World.Read(() => (World.State.Hooks.Single().Token!, World.State.Hooks.Single()));
        (await secret.IsAsync(token, Cancelled)).ShouldBeTrue();
        made.Events.Where(e => e.Value).Select(e => e.Key).Order().ShouldBe(
            ["confidential_issues_events", "confidential_note_events", "emoji_events", "issues_events", "merge_requests_events", "note_events", "pipeline_events"]);
        (await rows.ReadAsync(Cancelled)).ShouldSatisfyAllConditions(s => (s.Present, s.Waiting).ShouldBe((1, 0)), s => s.Troubles.ShouldBeEmpty());
    }

    [Fact]
    public async Task With_hooks_of_groups_the_topmost_group_that_is_on_gets_one_for_all_below()
    {
        await StartAsync();
        on.Groups.UnionWith([1, 2]);
        on.Projects.UnionWith([1, 2]);
        await sync.RunAsync(Cancelled);
        Hooks().ShouldBe(["group 1"]);

        on.Groups.Remove(1);
        await sync.RunAsync(Cancelled);
        Hooks().ShouldBe(["group 2", "project 1"]);

        on.Groups.Clear();
        on.Projects.Clear();
        await sync.RunAsync(Cancelled);
        Hooks().ShouldBeEmpty();
        (await rows.ReadAsync(Cancelled)).Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task A_round_that_finds_all_as_it_should_be_asks_for_nothing_until_it_is_time_to_look_again()
    {
        await StartAsync(GitLabLicence.Free);
        on.Projects.UnionWith([1, 2]);
        await sync.RunAsync(Cancelled);
        var calls = Calls("/projects/:id/hooks");

        await sync.RunAsync(Cancelled);
        Calls("/projects/:id/hooks").ShouldBe(calls);

        Clock.Advance(TimeSpan.FromHours(1));
        await sync.RunAsync(Cancelled);
        Calls("/projects/:id/hooks").ShouldBe(calls + 2);
        gitLab.Changes().Count(c => c == "POST /projects/:id/hooks").ShouldBe(2);
    }

    [Theory]
    [InlineData("disabled", null)]
    [InlineData("temporarily_disabled", null)]
    [InlineData("executable", "note_events")]
    [InlineData("executable", "enable_ssl_verification")]
    public async Task A_hook_that_GitLab_disabled_or_somebody_changed_is_made_anew(string alert, string? off)
    {
        await StartAsync(GitLabLicence.Free);
        on.Projects.Add(1);
        await sync.RunAsync(Cancelled);
        var before = World.Change(() => { World.State.Hooks.Single().AlertStatus = alert; return World.State.Hooks.Single().Id; });
        if (off is not null)
            await gitLab.SendAsync(HttpMethod.Put, $"projects/1/hooks/{before}", new JsonObject { ["url"] = Url, [off] = false });

        Clock.Advance(TimeSpan.FromHours(1));
        await sync.RunAsync(Cancelled);

        var after = World.Read(() => World.State.Hooks.Single());
        (after.Id != before, after.AlertStatus).ShouldBe((true, "executable"));
    }

    [Fact]
    public async Task Hooks_of_others_are_never_touched()
    {
        await StartAsync(GitLabLicence.Free);
        foreach (var url in (string[])["https://other.example.test/webhooks/gitlab", Url])
            await gitLab.SendAsync(HttpMethod.Post, "projects/1/hooks", new JsonObject { ["url"] = url, ["name"] = "Mine" });
        await gitLab.SendAsync(HttpMethod.Post, "projects/1/hooks", new JsonObject { ["url"] = "https://other.example.test/", ["name"] = "Aqueduct" });
        on.Projects.Add(1);

        await sync.RunAsync(Cancelled);
        Hooks().Count.ShouldBe(4);
        on.Projects.Clear();
        await sync.RunAsync(Cancelled);

        World.Read(() => World.State.Hooks.Select(h => h.Name).ToList()).ShouldBe(["Mine", "Mine", "Aqueduct"]);
    }

    [Theory]
    [InlineData(GitLabFaultKind.Drop)]
    [InlineData(GitLabFaultKind.BadGatewayAfterExecuting)]
    public async Task A_hook_whose_answer_got_lost_does_not_stay_beside_another(GitLabFaultKind kind)
    {
        await StartAsync(GitLabLicence.Free);
        on.Projects.UnionWith([1, 2]);
        gitLab.GitLab.Faults.Add(new GitLabFault(kind, "POST /projects/:id/hooks"));
        await sync.RunAsync(Cancelled);

        Clock.Advance(TimeSpan.FromMinutes(10));
        await sync.RunAsync(Cancelled);

        Hooks().ShouldBe(["project 1", "project 2"]);
        (await rows.ReadAsync(Cancelled)).Present.ShouldBe(2);
    }

    [Fact]
    public async Task A_limit_ends_the_round_and_the_next_one_goes_on()
    {
        await StartAsync(GitLabLicence.Free);
        on.Projects.UnionWith([1, 2]);
        gitLab.GitLab.Faults.Add(new GitLabFault(GitLabFaultKind.Throttle, "POST /projects/:id/hooks", nth: 2, seconds: 200));
        await sync.RunAsync(Cancelled);
        Hooks().ShouldBe(["project 1"]);
        await sync.RunAsync(Cancelled);
        Hooks().ShouldBe(["project 1"], "GitLab takes no calls yet");

        Clock.Advance(TimeSpan.FromMinutes(10));
        await sync.RunAsync(Cancelled);

        Hooks().ShouldBe(["project 1", "project 2"]);
        gitLab.Changes().Count(c => c == "POST /projects/:id/hooks").ShouldBe(2);
    }

    [Fact]
    public async Task A_local_address_GitLab_refuses_is_told_with_the_setting_that_allows_it()
    {
        await StartAsync(GitLabLicence.Free, "http://10.1.2.3:7480/webhooks/gitlab");
        on.Projects.Add(1);

        await sync.RunAsync(Cancelled);

        var trouble = (await rows.ReadAsync(Cancelled)).Troubles.ShouldHaveSingleItem();
        (trouble.PlaceId, trouble.Failure.Code).ShouldBe((1, "gitlab-hook-url-refused"));
        trouble.Failure.Fix.ShouldContain("Allow requests to the local network from webhooks and integrations");
    }

    [Fact]
    public async Task What_is_gone_at_GitLab_is_forgotten()
    {
        await StartAsync(GitLabLicence.Free);
        on.Projects.UnionWith([1, 2]);
        await sync.RunAsync(Cancelled);
        await gitLab.SendAsync(HttpMethod.Delete, "projects/1");
        on.Projects.Remove(1);

        await sync.RunAsync(Cancelled);

        var status = await rows.ReadAsync(Cancelled);
        (status.Present, status.Waiting).ShouldBe((1, 0));
    }

    private async Task StartAsync(GitLabLicence licence = GitLabLicence.Ultimate, string url = Url)
    {
        gitLab = await GitLabSetupWorld.StartAsync(new() { Urls = ["http://127.0.0.1:0"], Licence = licence });
        using var mirror = new Mirror(Database, gitLab.GitLab.Url, gitLab.TokenFile, Clock);
        (await mirror.RunAsync()).IsComplete.ShouldBeTrue();
        client = new GitLabClient(gitLab.GitLab.Url, gitLab.TokenFile, new SocketsHttpHandler { UseProxy = false }, TimeProvider.System);
        rows = new HookRows(Database, Clock);
        secret = new DeliverySecret(Storage.SetupState);
        sync = new HookSync(
            Database, on, new HookWork(client.PlacedHooks, rows, secret, url), rows, new GroupHooks(Database, client.PlacedHooks, client.Tree),
            mirror.Progress, new HookChanges(), Clock, NullLogger<HookSync>.Instance);
    }

    private List<string> Hooks() =>
        World.Read(() => World.State.Hooks.Select(h => h.GroupId is { } group ? $"group {group}" : $"project {h.ProjectId}").Order(StringComparer.Ordinal).ToList());

    private int Calls(string route) => gitLab.GitLab.Requests.Count(r => r.Route.EndsWith(route, StringComparison.Ordinal));

    private sealed class Places : IAvailabilityOfPlaces
    {
        public HashSet<long> Groups { get; } = [];

        public HashSet<long> Projects { get; } = [];

        public Task<IReadOnlySet<long>> GroupsOnAsync(IReadOnlyCollection<long> groups, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlySet<long>>(groups.Where(Groups.Contains).ToHashSet());

        public Task<IReadOnlySet<long>> ProjectsOnAsync(IReadOnlyCollection<long> projects, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlySet<long>>(projects.Where(Projects.Contains).ToHashSet());
    }
}
