using System.Net.Http.Json;
using System.Text.Json;
using Aqueduct.ContractTests.Storage;
using Aqueduct.GitLab;
using Aqueduct.Server.Audit;
using Aqueduct.Server.Settings;
using Aqueduct.Server.Storage;
using Aqueduct.StandIns.GitLab;

namespace Aqueduct.ContractTests.Server.Settings;

/// <summary>In <c>gitlab.mode</c> gateway: GitLab decides, and is written to through its API.</summary>
public sealed class AvailabilityAtGitLabTests : IAsyncLifetime
{
    private static readonly Actor Root = new("os:root", OnBehalfOf: null, "local socket", "c-1");

    private readonly TempFolder folder = new();
    private AqueductStorage storage = null!;
    private GitLabStandIn standIn = null!;
    private GitLabClient gitLab = null!;
    private HttpClient administrator = null!;
    private AvailabilityAtGitLab availability = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        storage = await AqueductStorage.OpenAsync(new StorageOptions(), folder.FullPath, "aqueduct test", TimeProvider.System, Cancelled).ShouldOpenAsync();
        standIn = await GitLabStandIn.StartAsync(new GitLabStandInOptions { Urls = ["http://127.0.0.1:0"] }, Cancelled);
        gitLab = GitLabClient.WithToken(standIn.Url, "glpat-standin-root", new SocketsHttpHandler(), TimeProvider.System);
        administrator = new HttpClient { BaseAddress = new Uri(standIn.Url, "/api/v4/") };
        administrator.DefaultRequestHeaders.Add("PRIVATE-TOKEN", "glpat-standin-root");
        availability = new(gitLab, new(gitLab.Duo), storage.Database, new NoAuditTrail(), TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        administrator.Dispose();
        gitLab.Dispose();
        await standIn.DisposeAsync();
        await storage.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_project_below_an_unlocked_instance_follows_it_and_can_be_turned_off()
    {
        var ledger = await FindAsync(PlaceKind.Project, "acme/platform/ledger");
        (await ReadAsync(ledger)).ShouldSatisfyAllConditions(e => e.IsOn.ShouldBeTrue(), e => e.From.ShouldBe(NamedPlace.Instance), e => e.LockedBy.ShouldBeNull());

        (await SetAsync(ledger, AvailabilityValue.Off)).Status.ShouldBe(ChangeStatus.Changed);

        (await ReadAsync(ledger)).ShouldSatisfyAllConditions(e => e.IsOn.ShouldBeFalse(), e => e.From.ShouldBe(e.Place));
        (await administrator.GetFromJsonAsync<JsonElement>("projects/acme%2Fplatform%2Fledger", Cancelled)).GetProperty("duo_features_enabled").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Always_off_for_the_instance_is_written_to_GitLab_and_locks_what_is_below()
    {
        var group = await FindAsync(PlaceKind.Group, "acme");

        (await SetAsync(Place.Instance, AvailabilityValue.NeverOn)).Status.ShouldBe(ChangeStatus.Changed);

        (await administrator.GetFromJsonAsync<JsonElement>("application/settings", Cancelled)).GetProperty("lock_duo_features_enabled").GetBoolean().ShouldBeTrue();
        (await ReadAsync(group)).LockedBy.ShouldBe(NamedPlace.Instance);
        (await SetAsync(group, AvailabilityValue.DefaultOn)).Status.ShouldBe(ChangeStatus.Locked);
    }

    [Fact]
    public async Task A_group_changed_meanwhile_at_GitLab_is_a_conflict()
    {
        var group = await FindAsync(PlaceKind.Group, "acme");
        var read = await ReadAsync(group);
        await administrator.PutAsJsonAsync("groups/acme", new { duo_availability = "default_off" }, Cancelled);

        (await availability.SetAsync(new(group, AvailabilityValue.NeverOn, AutoReview: null, read.Version), Root, Cancelled)).Status.ShouldBe(ChangeStatus.Conflict);
        (await ReadAsync(group)).Value.ShouldBe(AvailabilityValue.DefaultOff);
    }

    [Fact]
    public async Task What_GitLab_has_not_is_said()
    {
        (await availability.FindAsync(PlaceKind.Project, "acme/nothing", Cancelled)).TryGet(out _, out var failure).ShouldBeFalse();
        failure!.Code.ShouldBe("not-found");
        (await SetAsync(Place.Instance, AvailabilityValue.Inherit)).Failure!.Code.ShouldBe("not-in-gitlabs-api");
    }

    private async Task<Place> FindAsync(PlaceKind kind, string path)
    {
        (await availability.FindAsync(kind, path, Cancelled)).TryGet(out var place, out var failure).ShouldBeTrue(failure?.Detail);
        return place!.Place;
    }

    private async Task<EffectiveAvailability> ReadAsync(Place place)
    {
        (await availability.ReadAsync(place, Cancelled)).TryGet(out var effective, out var failure).ShouldBeTrue(failure?.Detail);
        return effective!;
    }

    private Task<AvailabilityOutcome> SetAsync(Place place, AvailabilityValue value) =>
        availability.SetAsync(new(place, value, AutoReview: null, IfVersion: null), Root, Cancelled);

    /// <summary>What is recorded has tests of its own.</summary>
    private sealed class NoAuditTrail : IAuditTrail
    {
        public Task AppendAsync(AqueductDb db, AuditEntry entry, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
