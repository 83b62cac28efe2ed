using System.Collections.Frozen;
using Aqueduct.Server.Storage;

namespace Aqueduct.Server.Settings;

/// <summary>The words of availability: for the API and the command line as they are written, for pages as GitLab's page has them.</summary>
public static class AvailabilityWords
{
    public const string AutoReview = "Have Amazon Q review code in merge requests automatically";

    private static readonly FrozenDictionary<string, AvailabilityValue> Written =
        Enum.GetValues<AvailabilityValue>().ToFrozenDictionary(Of, StringComparer.Ordinal);

    /// <summary>What can be said at such a place, without <see cref="AvailabilityValue.Inherit"/>, in the order of GitLab's page.</summary>
    public static IReadOnlyList<AvailabilityValue> ValuesOf(PlaceKind kind) => kind is PlaceKind.Project
        ? [AvailabilityValue.On, AvailabilityValue.Off]
        : [AvailabilityValue.DefaultOn, AvailabilityValue.DefaultOff, AvailabilityValue.NeverOn];

    /// <summary>As in the API and on the command line.</summary>
    public static string Of(AvailabilityValue value) => value switch
    {
        AvailabilityValue.Inherit => "inherit",
        AvailabilityValue.DefaultOn => "default_on",
        AvailabilityValue.DefaultOff => "default_off",
        AvailabilityValue.NeverOn => "never_on",
        AvailabilityValue.On => "on",
        _ => "off",
    };

    public static bool TryParse(string word, out AvailabilityValue value) => Written.TryGetValue(word, out value);

    public static string Label(AvailabilityValue value) => value switch
    {
        AvailabilityValue.Inherit => "As above",
        AvailabilityValue.DefaultOn => "On by default",
        AvailabilityValue.DefaultOff => "Off by default",
        AvailabilityValue.NeverOn => "Always off",
        AvailabilityValue.On => "On",
        _ => "Off",
    };

    /// <summary>What the choice does there.</summary>
    public static string Description(PlaceKind kind, AvailabilityValue value) => (kind, value) switch
    {
        (PlaceKind.Instance, AvailabilityValue.DefaultOn) => "turn it on for the instance, but let groups and projects turn it off",
        (PlaceKind.Instance, AvailabilityValue.DefaultOff) => "turn it off for the instance, but let groups and projects turn it on",
        (PlaceKind.Instance, AvailabilityValue.NeverOn) => "turn it off for the instance, and prevent groups or projects from ever turning it on",
        (PlaceKind.Group, AvailabilityValue.DefaultOn) => "turn it on for the group, but let other groups or projects turn it off",
        (PlaceKind.Group, AvailabilityValue.DefaultOff) => "turn it off for the group, but let other groups or projects turn it on",
        (PlaceKind.Group, AvailabilityValue.NeverOn) => "turn it off for the group, and prevent other groups or projects from turning it on",
        (PlaceKind.Project, AvailabilityValue.On) => "turn it on for the project",
        (PlaceKind.Project, AvailabilityValue.Off) => "turn it off for the project",
        _ => "take what holds above",
    };

    /// <summary>Where the value comes from, as a sentence.</summary>
    public static string Origin(EffectiveAvailability availability) => availability switch
    {
        { LockedBy: { } locking } => $"Locked: the {locking} is always off.",
        { From: null } => "Nobody has set it: this is what a new installation has.",
        { From: { } from, Place: var place } when from == place => $"Set for this {KindWord(place.Kind)}.",
        { From: { } from } => $"Comes from the {from}.",
    };

    public static string KindWord(PlaceKind kind) => kind switch
    {
        PlaceKind.Group => "group",
        PlaceKind.Project => "project",
        _ => "instance",
    };
}
