using System.Globalization;
using Aqueduct.GitLab;
using Aqueduct.GitLab.Administration;
using Aqueduct.Server.Storage;
using Aqueduct.Setup;

namespace Aqueduct.Server.Settings;

/// <summary>
/// A place and all above it as GitLab tells them. GitLab does not say what was set and what is inherited: a place that is as the one above it
/// counts as inheriting. It keeps no versions either; ours is made of the values, so that a change meanwhile shows.
/// </summary>
internal sealed class LevelsAtGitLab(DuoClient duo)
{
    private const int Deepest = 20; // GitLab's limit

    public async Task<Outcome<GitLabLevels>> ReadAsync(Place place, CancellationToken cancellationToken)
    {
        if (!(await duo.GetInstanceAsync(cancellationToken)).TryGet(out var instance, out var failure))
            return Told(failure, place);
        var upwards = new List<AtGitLab>();
        var parent = place.Kind is PlaceKind.Group ? place.Id : (long?)null;
        if (place.Kind is PlaceKind.Project)
        {
            if (!(await duo.GetProjectAsync(Text(place.Id), cancellationToken)).TryGet(out var project, out failure))
                return Told(failure, place);
            upwards.Add(new(new(PlaceKind.Project, project.Id, project.PathWithNamespace), project.DuoFeaturesEnabled is true ? "on" : "off", project.AmazonQAutoReviewEnabled));
            parent = project.Namespace.Kind == "group" ? project.Namespace.Id : null;
        }

        while (parent is { } id && upwards.Count <= Deepest)
        {
            if (!(await duo.GetGroupAsync(Text(id), cancellationToken)).TryGet(out var group, out failure))
                return Told(failure, Place.Group(id));
            upwards.Add(new(
                new(PlaceKind.Group, group.Id, group.FullPath), WordOf(group.DuoAvailability, group.DuoFeaturesEnabled, group.LockDuoFeaturesEnabled), group.AmazonQAutoReviewEnabled));
            parent = group.ParentId;
        }

        upwards.Add(new(NamedPlace.Instance, WordOf(instance.DuoAvailability, instance.DuoFeaturesEnabled, instance.LockDuoFeaturesEnabled), AutoReview: null));
        upwards.Reverse();
        return new GitLabLevels(Inheriting(upwards), upwards.SkipLast(1).FirstOrDefault(t => t.Word == "always_on")?.Place);
    }

    public static Failure Told(GitLabFailure failure, Place place) => failure.Kind switch
    {
        GitLabFailureKind.NotFound => PlaceFailures.Unknown(place),
        GitLabFailureKind.NoToken => new(
            "gitlab-token-missing", "gitlab.mode is gateway: availability is GitLab's own, and there is no token to read it with.",
            "Set gitlab.token_file to a file with a token of an administrator with the scopes api and admin_mode."),
        _ => new("gitlab-refused", $"GitLab: {failure}", "Look at the token in gitlab.token_file: an administrator's, with the scopes api and admin_mode."),
    };

    private static List<Level> Inheriting(List<AtGitLab> downwards)
    {
        var levels = new List<Level>();
        foreach (var told in downwards)
        {
            var level = new Level(told.Place, ValueOf(told), told.AutoReview, VersionOf(told));
            if (levels.Count > 0)
            {
                var above = Cascade.Of([.. levels, Level.Silent(told.Place)]);
                var own = above.Value == level.Value ? AvailabilityValue.Inherit : level.Value;
                level = level with { Value = own, AutoReview = own is AvailabilityValue.Inherit && above.AutoReview == level.AutoReview ? null : level.AutoReview };
            }

            levels.Add(level);
        }

        return levels;
    }

    private static string WordOf(string? availability, bool? enabled, bool? locked) => availability
        ?? (enabled, locked) switch { (true, true) => "always_on", (true, _) => "default_on", (_, true) => "never_on", _ => "default_off" };

    private static AvailabilityValue ValueOf(AtGitLab told) =>
        told.Word == "always_on" ? AvailabilityValue.DefaultOn
        : AvailabilityWords.TryParse(told.Word, out var value) ? value
        : AvailabilityValue.DefaultOff; // a word of a newer GitLab: nothing may start on it

    private static long VersionOf(AtGitLab told) => 3 * (long)ValueOf(told) + (told.AutoReview switch { true => 2, false => 1, null => 0 });

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    private sealed record AtGitLab(NamedPlace Place, string Word, bool? AutoReview);
}

/// <param name="Chain">From the instance down.</param>
/// <param name="AlwaysOn">What is above and lets nobody turn it off; null: nothing.</param>
internal sealed record GitLabLevels(IReadOnlyList<Level> Chain, NamedPlace? AlwaysOn)
{
    public EffectiveAvailability Effective => Cascade.Of(Chain) is { LockedBy: null } free ? free with { LockedBy = AlwaysOn } : Cascade.Of(Chain);
}
