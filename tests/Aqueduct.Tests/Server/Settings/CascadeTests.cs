using Aqueduct.Server.Settings;
using Aqueduct.Server.Storage;

namespace Aqueduct.Tests.Server.Settings;

public sealed class CascadeTests
{
    private static readonly Level Instance = Level.Silent(NamedPlace.Instance);
    private static readonly Level Group = Level.Silent(new NamedPlace(PlaceKind.Group, 1, "acme"));
    private static readonly Level Subgroup = Level.Silent(new NamedPlace(PlaceKind.Group, 2, "acme/platform"));
    private static readonly Level Project = Level.Silent(new NamedPlace(PlaceKind.Project, 3, "acme/platform/ledger"));

    [Fact]
    public async Task A_hundred_thousand_random_steps_agree_with_a_simple_model()
    {
        var run = new InMemory(seed: 20_270_430);

        await run.RunAsync(100_000);

        run.Changes.ShouldBeGreaterThan(5_000);
        run.Refusals.ShouldBeGreaterThan(5_000);
    }

    [Fact]
    public void A_new_installation_is_on_by_default_and_reviews_nothing()
    {
        var effective = Cascade.Of([Instance, Group, Subgroup, Project]);

        (effective.Value, effective.AutoReview, effective.From).ShouldBe((AvailabilityValue.On, false, null));
    }

    [Fact]
    public void The_nearest_explicit_value_wins_and_is_named()
    {
        var effective = Cascade.Of([Instance with { Value = AvailabilityValue.DefaultOff }, Group with { Value = AvailabilityValue.DefaultOn }, Subgroup, Project]);

        (effective.Value, effective.From).ShouldBe((AvailabilityValue.On, Group.Place));
    }

    [Fact]
    public void The_uppermost_always_off_locks_everything_below_and_keeps_what_was_said()
    {
        var effective = Cascade.Of([
            Instance, Group with { Value = AvailabilityValue.NeverOn }, Subgroup with { Value = AvailabilityValue.NeverOn }, Project with { Value = AvailabilityValue.On },
        ]);

        (effective.Value, effective.From, effective.LockedBy, effective.Own).ShouldBe((AvailabilityValue.Off, Group.Place, Group.Place, AvailabilityValue.On));
    }

    [Fact]
    public void Always_off_does_not_lock_the_place_that_says_it() =>
        Cascade.Of([Instance with { Value = AvailabilityValue.NeverOn }]).LockedBy.ShouldBeNull();

    [Fact]
    public void Automatic_review_comes_from_above_unless_a_place_between_turned_off()
    {
        var reviewing = Instance with { Value = AvailabilityValue.DefaultOn, AutoReview = true };
        var on = Subgroup with { Value = AvailabilityValue.DefaultOn };

        Cascade.Of([reviewing, Group, on, Project]).ShouldSatisfyAllConditions(e => e.AutoReview.ShouldBeTrue(), e => e.AutoReviewFrom.ShouldBe(Instance.Place));
        Cascade.Of([reviewing, Group with { Value = AvailabilityValue.DefaultOff }, on, Project]).ShouldSatisfyAllConditions(e => e.IsOn.ShouldBeTrue(), e => e.AutoReview.ShouldBeFalse());
    }

    private sealed class InMemory(int seed) : ReferenceRun(seed)
    {
        private readonly Dictionary<Place, (Place? Parent, AvailabilityValue Value, bool? Review)> said = new() { [Place.Instance] = default };

        protected override Task PutAsync(ReferenceTree.Node node)
        {
            var old = said.GetValueOrDefault(node.Place);
            said[node.Place] = (node.Parent!.Place, old.Value, old.Review);
            return Task.CompletedTask;
        }

        protected override Task<bool> SetAsync(AvailabilityChange change)
        {
            var outcome = ChangeRules.Apply(ChainOf(change.Place), change);
            if (outcome.Now is { } now)
                said[change.Place] = (said[change.Place].Parent, now.Own, now.OwnAutoReview);
            return Task.FromResult(outcome.Failure is null);
        }

        protected override Task<EffectiveAvailability> ReadAsync(Place place) => Task.FromResult(Cascade.Of(ChainOf(place)));

        private List<Level> ChainOf(Place place)
        {
            var chain = new List<Level>();
            for (Place? at = place; at is { } here; at = said[here].Parent)
                chain.Insert(0, new Level(new NamedPlace(here.Kind, here.Id, ""), said[here].Value, said[here].Review, 1));
            return chain;
        }
    }
}
