using Aqueduct.Server.Settings;
using Aqueduct.Server.Storage;

namespace Aqueduct.Tests.Server.Settings;

public sealed class ChangeRulesTests
{
    private static readonly Level Instance = Level.Silent(NamedPlace.Instance) with { Version = 7 };
    private static readonly Level Project = Level.Silent(new NamedPlace(PlaceKind.Project, 3, "acme/shop"));

    [Fact]
    public void What_is_locked_cannot_be_set_not_even_taken_back()
    {
        var outcome = ChangeRules.Apply([Instance with { Value = AvailabilityValue.NeverOn }, Project], Change(Project, AvailabilityValue.Inherit));

        outcome.Status.ShouldBe(ChangeStatus.Locked);
        outcome.Failure!.Detail.ShouldContain("instance is always off");
    }

    [Theory]
    [InlineData(AvailabilityValue.DefaultOn)]
    [InlineData(AvailabilityValue.NeverOn)]
    public void A_project_is_on_or_off(AvailabilityValue value)
    {
        var outcome = ChangeRules.Apply([Instance, Project], Change(Project, value));

        outcome.Status.ShouldBe(ChangeStatus.Invalid);
        outcome.Failure!.Fix.ShouldBe("Use on, off or inherit.");
    }

    [Fact]
    public void Another_version_is_a_conflict_even_where_nothing_would_change() =>
        ChangeRules.Apply([Instance], Change(Instance, AvailabilityValue.Inherit) with { IfVersion = 6 }).Status.ShouldBe(ChangeStatus.Conflict);

    [Fact]
    public void The_same_again_changes_nothing()
    {
        var said = Instance with { Value = AvailabilityValue.DefaultOn, AutoReview = true };

        ChangeRules.Apply([said], Change(said, AvailabilityValue.DefaultOn) with { IfVersion = 7 }).Status.ShouldBe(ChangeStatus.Unchanged);
    }

    [Fact]
    public void Automatic_review_is_refused_where_it_is_off()
    {
        var change = Change(Instance, AvailabilityValue.DefaultOff) with { AutoReview = true };

        ChangeRules.Apply([Instance], change).Failure!.Code.ShouldBe("auto-review-needs-on");
    }

    [Fact]
    public void Turning_off_forgets_automatic_review()
    {
        var said = Instance with { Value = AvailabilityValue.DefaultOn, AutoReview = true };

        ChangeRules.Apply([said], Change(said, AvailabilityValue.DefaultOff)).Now!.OwnAutoReview.ShouldBeNull();
    }

    private static AvailabilityChange Change(Level level, AvailabilityValue value) => new(level.Place.Place, value, AutoReview: null, IfVersion: null);
}
