using Aqueduct.ContractTests.Storage;
using Aqueduct.ContractTests.Tools;
using Aqueduct.Server.Audit;
using Aqueduct.Server.Settings;
using Aqueduct.Server.Storage;
using Aqueduct.Tests.Server.Settings;
using Microsoft.EntityFrameworkCore;

namespace Aqueduct.ContractTests.Server.Settings;

public sealed class SqliteAvailabilityTests() : AvailabilityContract(new SqliteEngine());

public sealed class PostgresAvailabilityTests(PostgresFixture server) : AvailabilityContract(new PostgresEngine(server));

public abstract class AvailabilityContract(StorageEngine engine) : StorageContract(engine)
{
    private static readonly Actor Root = new("root", OnBehalfOf: null, "test", "c-1");

    private readonly RecordedTrail trail = new();

    [Fact]
    public async Task Random_steps_agree_with_a_simple_model()
    {
        var run = new OnStorage(seed: 417, Database, Open());

        await run.RunAsync(500);

        run.Changes.ShouldBeGreaterThan(50);
    }

    [Fact]
    public async Task What_is_set_at_the_top_is_one_row_and_holds_at_once_everywhere()
    {
        await PlantAsync();
        var availability = Open();

        (await SetAsync(availability, Place.Instance, AvailabilityValue.NeverOn)).Status.ShouldBe(ChangeStatus.Changed);

        var project = await ReadAsync(availability, Place.Project(3));
        (project.Value, project.LockedBy).ShouldBe((AvailabilityValue.Off, NamedPlace.Instance));
        (await Database.ReadAsync((db, token) => db.Availability.CountAsync(token), Cancelled)).ShouldBe(1);
    }

    [Fact]
    public async Task What_was_set_below_a_lock_is_there_again_after_it()
    {
        await PlantAsync();
        var availability = Open();
        await SetAsync(availability, Place.Project(3), AvailabilityValue.Off);
        await SetAsync(availability, Place.Instance, AvailabilityValue.NeverOn);

        (await SetAsync(availability, Place.Project(3), AvailabilityValue.On)).Status.ShouldBe(ChangeStatus.Locked);
        await SetAsync(availability, Place.Instance, AvailabilityValue.DefaultOn);

        var project = await ReadAsync(availability, Place.Project(3));
        (project.Value, project.From).ShouldBe((AvailabilityValue.Off, project.Place));
    }

    [Fact]
    public async Task A_display_lags_a_second_behind_others_and_not_at_all_behind_itself()
    {
        await PlantAsync();
        var (here, there) = (Open(), Open());
        (await ShowAsync(here)).IsOn.ShouldBeTrue();

        await SetAsync(there, Place.Group(1), AvailabilityValue.DefaultOff);
        (await ShowAsync(here)).IsOn.ShouldBeTrue();
        Clock.Advance(TimeSpan.FromSeconds(1));
        (await ShowAsync(here)).IsOn.ShouldBeFalse();

        await SetAsync(here, Place.Group(1), AvailabilityValue.DefaultOn);
        (await ShowAsync(here)).IsOn.ShouldBeTrue();
    }

    [Fact]
    public async Task Of_those_who_read_the_same_version_one_changes_it()
    {
        await PlantAsync();
        var version = (await ReadAsync(Open(), Place.Group(1))).Version;

        var race = Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() => Open().SetAsync(
            new AvailabilityChange(Place.Group(1), n % 2 == 0 ? AvailabilityValue.DefaultOff : AvailabilityValue.NeverOn, AutoReview: null, version), Root, Cancelled), Cancelled)));
        while (await Task.WhenAny(race, Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Cancelled)) != race)
            Clock.Advance(TimeSpan.FromMilliseconds(5)); // PostgreSQL's losers pause on this clock

        (await race).Count(o => o.Status is ChangeStatus.Changed).ShouldBe(1);
        (await race).Count(o => o.Status is ChangeStatus.Conflict).ShouldBe(7);
    }

    [Fact]
    public async Task A_change_and_its_audit_entry_are_stored_together()
    {
        await PlantAsync();
        await SetAsync(Open(), Place.Group(1), AvailabilityValue.DefaultOn, review: true);

        trail.Entries.ShouldHaveSingleItem().ShouldBe(
            new AuditEntry("root", null, "availability.set", "group acme", "inherit", "default_on, auto review on", "test", "c-1"));

        trail.Broken = true;
        await Should.ThrowAsync<InvalidOperationException>(() => SetAsync(Open(), Place.Group(1), AvailabilityValue.NeverOn));
        (await ReadAsync(Open(), Place.Group(1))).Value.ShouldBe(AvailabilityValue.DefaultOn);
    }

    [Fact]
    public async Task Places_are_found_by_path_and_by_number()
    {
        await PlantAsync();

        (await FindAsync(PlaceKind.Project, "acme/platform/ledger")).ShouldBe(new NamedPlace(PlaceKind.Project, 3, "acme/platform/ledger"));
        (await FindAsync(PlaceKind.Group, "2")).ShouldBe(new NamedPlace(PlaceKind.Group, 2, "acme/platform"));
        (await FindAsync(PlaceKind.Group, "acme/platform/ledger")).ShouldBeNull();
        (await Open().ReadAsync(Place.Project(99), Cancelled)).TryGet(out _, out var failure).ShouldBeFalse();
        failure!.Code.ShouldBe("not-found");
    }

    [Fact]
    public async Task A_circle_in_a_mirror_that_lags_behind_ends()
    {
        await PlantAsync();
        await Database.WriteAsync((db, token) => db.TreeGroups.Where(g => g.Id == 1).ExecuteUpdateAsync(set => set.SetProperty(g => g.ParentId, 2), token), Cancelled);

        (await ReadAsync(Open(), Place.Project(3))).IsOn.ShouldBeTrue();
    }

    private StoredAvailability Open() => new(Database, trail, Clock);

    private Task<int> PlantAsync() => Database.WriteAsync((db, token) =>
    {
        db.TreeGroups.Add(new TreeGroupRow { Id = 1, Name = "Acme", Path = "acme", FullPath = "acme" });
        db.TreeGroups.Add(new TreeGroupRow { Id = 2, ParentId = 1, Name = "Platform", Path = "platform", FullPath = "acme/platform" });
        db.TreeProjects.Add(new TreeProjectRow { Id = 3, GroupId = 2, Name = "Ledger", Path = "ledger", FullPath = "acme/platform/ledger" });
        return db.SaveChangesAsync(token);
    }, Cancelled);

    private static Task<AvailabilityOutcome> SetAsync(StoredAvailability availability, Place place, AvailabilityValue value, bool? review = null) =>
        availability.SetAsync(new AvailabilityChange(place, value, review, IfVersion: null), Root, Cancelled);

    private static async Task<EffectiveAvailability> ReadAsync(StoredAvailability availability, Place place)
    {
        (await availability.ReadAsync(place, Cancelled)).TryGet(out var effective, out var failure).ShouldBeTrue(failure?.Detail);
        return effective!;
    }

    private static async Task<EffectiveAvailability> ShowAsync(StoredAvailability availability)
    {
        (await availability.ShowAsync(Place.Project(3), Cancelled)).TryGet(out var effective, out var failure).ShouldBeTrue(failure?.Detail);
        return effective!;
    }

    private async Task<NamedPlace?> FindAsync(PlaceKind kind, string idOrPath) =>
        (await Open().FindAsync(kind, idOrPath, Cancelled)).TryGet(out var place, out _) ? place : null;

    private sealed class RecordedTrail : IAuditTrail
    {
        public List<AuditEntry> Entries { get; } = [];

        public bool Broken { get; set; }

        public Task AppendAsync(AqueductDb db, AuditEntry entry, CancellationToken cancellationToken)
        {
            if (Broken)
                throw new InvalidOperationException("no audit");
            lock (Entries)
                Entries.Add(entry);
            return Task.CompletedTask;
        }
    }

    private sealed class OnStorage(int seed, IDatabase database, StoredAvailability availability) : ReferenceRun(seed)
    {
        protected override Task PutAsync(ReferenceTree.Node node) => database.WriteAsync(async (db, token) =>
        {
            var (id, path) = (node.Place.Id, $"p{node.Place.Id}");
            var parent = node.Parent!.Place is { Kind: PlaceKind.Group, Id: var group } ? group : (long?)null;
            if (node.Place.Kind is PlaceKind.Group)
            {
                await db.TreeGroups.Where(g => g.Id == id).ExecuteDeleteAsync(token);
                db.TreeGroups.Add(new TreeGroupRow { Id = id, ParentId = parent, Name = path, Path = path, FullPath = path });
            }
            else
            {
                await db.TreeProjects.Where(p => p.Id == id).ExecuteDeleteAsync(token);
                db.TreeProjects.Add(new TreeProjectRow { Id = id, GroupId = parent, Name = path, Path = path, FullPath = path });
            }

            return await db.SaveChangesAsync(token);
        }, Cancelled);

        protected override async Task<bool> SetAsync(AvailabilityChange change) => (await availability.SetAsync(change, Root, Cancelled)).Failure is null;

        protected override Task<EffectiveAvailability> ReadAsync(Place place) => AvailabilityContract.ReadAsync(availability, place);
    }
}
