using System.Text.Json.Nodes;
using Aqueduct.ContractTests.Setup;
using Aqueduct.ContractTests.Storage;
using Aqueduct.ContractTests.Tools;
using Aqueduct.Server.Storage;
using Aqueduct.Server.Tree;
using Aqueduct.StandIns.GitLab.Rehearsal;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.ContractTests.Server.Tree;

public sealed class SqliteMirrorTests() : MirrorContract(new SqliteEngine());

public sealed class PostgresMirrorTests(PostgresFixture server) : MirrorContract(new PostgresEngine(server)), IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Of_two_processes_one_reads_and_the_other_takes_over_when_it_is_gone()
    {
        using var other = Another();
        (await Mirror.Progress.TryLeadAsync(Cancelled)).ShouldNotBeNull();

        (await other.RunAsync()).StartedAt.ShouldBeNull();
        Clock.Advance(TimeSpan.FromMinutes(6));

        (await other.RunAsync()).IsComplete.ShouldBeTrue();
        (await Mirror.Progress.TryLeadAsync(Cancelled)).ShouldBeNull();
    }
}

public abstract class MirrorContract(StorageEngine engine) : StorageContract(engine)
{
    private GitLabSetupWorld gitLab = null!;

    private protected Mirror Mirror { get; private set; } = null!;

    private GitLabWorld World => gitLab.GitLab.World;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        gitLab = await GitLabSetupWorld.StartAsync(new() { Urls = ["http://127.0.0.1:0"], GeneratedGroups = 230, GeneratedProjects = 310 });
        Mirror = Another();
    }

    public override async ValueTask DisposeAsync()
    {
        Mirror.Dispose();
        await gitLab.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_first_reading_sees_every_group_and_project()
    {
        var status = await Mirror.RunAsync();

        (status.IsComplete, status.Phase, status.Groups, status.Projects, status.Changes).ShouldBe((true, TreePhase.Waiting, 232, 312, 0));
        (await Mirror.RowsAsync()).ShouldBe(Expected());
    }

    [Theory]
    [InlineData("GET /groups", 2)]
    [InlineData("GET /projects", 3)]
    public async Task Held_up_it_goes_on_with_the_page_it_was_at(string route, int page)
    {
        gitLab.GitLab.Faults.Add(new GitLabFault(GitLabFaultKind.Throttle, route, nth: page, seconds: 100));
        var held = await Mirror.RunAsync();
        (held.IsComplete, held.Failure!.Code).ShouldBe((false, "gitlab-busy"));

        await Mirror.ReadAgainAsync(TreeItem.Group(1));
        gitLab.GitLab.Requests.Count(r => r.Route == "GET /groups/:id").ShouldBe(0, "nothing is asked before GitLab takes calls again");
        Clock.Advance(TimeSpan.FromMinutes(6)); // the first process is gone, and its lease with it
        using var next = Another();
        var status = await next.RunAsync();

        (status.IsComplete, status.Failure).ShouldBe((true, null));
        (await next.RowsAsync()).ShouldBe(Expected());
        gitLab.GitLab.Requests.Count(r => r.Route == route && r.Status == 200).ShouldBe(route == "GET /groups" ? 3 : 4);
    }

    [Fact]
    public async Task A_renamed_group_takes_everything_below_along()
    {
        await Mirror.RunAsync();
        var top = World.Read(() => World.State.Groups.Single(g => g.Path == "group-0").Id);
        await gitLab.SendAsync(HttpMethod.Put, $"groups/{top}", new JsonObject { ["path"] = "renamed" });

        await Mirror.ReadAgainAsync(TreeItem.Group(top));

        (await Mirror.RowsAsync()).ShouldBe(Expected());
    }

    [Fact]
    public async Task A_group_that_took_anothers_path_does_not_follow_it()
    {
        await Mirror.RunAsync();
        var top = World.Read(() => World.State.Groups.Single(g => g.Path == "group-0").Id);
        await gitLab.SendAsync(HttpMethod.Put, $"groups/{top}", new JsonObject { ["path"] = "renamed" });
        var heir = (long)(await gitLab.SendAsync(HttpMethod.Post, "groups", new JsonObject { ["name"] = "Heir", ["path"] = "group-0" }))!["id"]!;
        var child = (long)(await gitLab.SendAsync(HttpMethod.Post, "groups", new JsonObject { ["name"] = "Child", ["path"] = "group-10", ["parent_id"] = heir }))!["id"]!;

        await Mirror.ReadAgainAsync(TreeItem.Group(heir), TreeItem.Group(child));
        await Mirror.ReadAgainAsync(TreeItem.Group(top));

        (await Mirror.RowsAsync()).ShouldBe(Expected());
    }

    [Fact]
    public async Task Projects_that_come_move_change_and_go_are_followed()
    {
        await Mirror.RunAsync();
        var shop = World.Read(() => World.State.Projects.Single(p => p.Path == "shop").Id);
        var gone = World.Read(() => World.State.Projects.Single(p => p.Path == "project-7").Id);
        var made = (long)(await gitLab.SendAsync(HttpMethod.Post, "projects", new JsonObject { ["name"] = "Mine" }))!["id"]!;
        await gitLab.SendAsync(HttpMethod.Put, $"projects/{shop}", new JsonObject { ["path"] = "store", ["name"] = "Store" });
        await gitLab.SendAsync(HttpMethod.Put, $"projects/{shop}/transfer", new JsonObject { ["namespace"] = "acme/platform" });
        await gitLab.SendAsync(HttpMethod.Delete, $"projects/{gone}");

        await Mirror.ReadAgainAsync(TreeItem.Project(shop), TreeItem.Project(gone), TreeItem.Project(made));

        (await Mirror.RowsAsync()).ShouldBe(Expected());
    }

    [Fact]
    public async Task A_deleted_group_goes_with_all_that_went_with_it_and_what_had_moved_away_stays()
    {
        await Mirror.RunAsync();
        var top = World.Read(() => World.State.Groups.Single(g => g.Path == "group-0").Id);
        var moved = World.Read(() => World.State.Groups.Single(g => g.Path == "group-10").Id);
        await gitLab.SendAsync(HttpMethod.Post, $"groups/{moved}/transfer", new JsonObject { ["group_id"] = 1 });
        await gitLab.SendAsync(HttpMethod.Delete, $"groups/{top}");

        await Mirror.ReadAgainAsync(TreeItem.Group(top));

        (await Mirror.RowsAsync()).ShouldBe(Expected());
    }

    [Fact]
    public async Task What_no_hook_told_of_is_seen_by_the_next_full_reading()
    {
        await Mirror.RunAsync();
        var moved = World.Read(() => World.State.Groups.Single(g => g.Path == "group-10").Id);
        var gone = World.Read(() => World.State.Groups.Single(g => g.Path == "group-1").Id);
        await gitLab.SendAsync(HttpMethod.Post, $"groups/{moved}/transfer", new JsonObject { ["group_id"] = 1 });
        await gitLab.SendAsync(HttpMethod.Delete, $"groups/{gone}");
        await gitLab.SendAsync(HttpMethod.Put, "groups/2", new JsonObject { ["name"] = "Platforms" });
        await gitLab.SendAsync(HttpMethod.Post, "projects", new JsonObject { ["name"] = "Late", ["namespace_id"] = moved });
        (await Mirror.RunAsync()).Groups.ShouldBe(232, "it is not due yet");

        Clock.Advance(TimeSpan.FromHours(7));
        await Mirror.RunAsync();

        (await Mirror.RowsAsync()).ShouldBe(Expected());
    }

    [Fact]
    public async Task A_transferred_group_is_found_by_a_project_of_it()
    {
        await Mirror.RunAsync();
        var (moved, project) = World.Read(() =>
        {
            var group = World.State.Groups.Single(g => g.Path == "group-11");
            return (group.Id, World.State.Projects.First(p => p.GroupId == group.Id).Id);
        });
        await gitLab.SendAsync(HttpMethod.Post, $"groups/{moved}/transfer", new JsonObject { ["group_id"] = 1 });

        await Mirror.ReadAgainAsync(TreeItem.Project(project));

        (await Mirror.RowsAsync()).ShouldBe(Expected());
    }

    [Fact]
    public async Task Nothing_is_removed_while_the_token_is_no_administrators()
    {
        await Mirror.RunAsync();
        var before = await Mirror.RowsAsync();
        gitLab.WriteToken("glpat-standin-dana");

        (await Mirror.ReadAgainAsync(TreeItem.Group(3), TreeItem.Project(9))).Failure!.Code.ShouldBe("gitlab-admin-mode");
        Clock.Advance(TimeSpan.FromHours(7));
        (await Mirror.RunAsync()).Failure!.Code.ShouldBe("gitlab-admin-mode");
        (await Mirror.RowsAsync()).ShouldBe(before);

        gitLab.WriteToken("glpat-standin-root");
        Clock.Advance(TimeSpan.FromMinutes(5));
        var status = await Mirror.RunAsync();
        (status.Failure, status.Changes).ShouldBe((null, 0));
        (await Mirror.RowsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task What_is_noted_while_it_is_read_is_read_again()
    {
        await Mirror.RunAsync();
        var held = gitLab.GitLab.Faults.Add(new GitLabFault(GitLabFaultKind.Hold, "GET /projects/:id"));
        var reading = Mirror.ReadAgainAsync(TreeItem.Project(1));
        await held.Reached.WaitAsync(Cancelled);
        await gitLab.SendAsync(HttpMethod.Put, "projects/1", new JsonObject { ["path"] = "store" });
        await Mirror.Changes.NoteAsync(TreeItem.Project(1), Cancelled);
        gitLab.GitLab.Faults.Clear();

        await reading;

        (await Mirror.RowsAsync()).ShouldBe(Expected());
    }

    private protected Mirror Another() => new(Database, gitLab.GitLab.Url, gitLab.TokenFile, Clock);

    /// <summary>What GitLab has, as <see cref="Mirror.RowsAsync"/> tells it.</summary>
    private List<string> Expected() => World.Read(() =>
        World.State.Groups.Select(g => $"group {g.Id} in {g.ParentId}: {World.State.FullPath(g)} ({g.Path}, {g.Name})")
            .Concat(World.State.Projects.Select(p => $"project {p.Id} in {p.GroupId}: {World.State.FullPath(p)} ({p.Path}, {p.Name})"))
            .ToList());
}
