using System.Text.Json.Serialization;
using Aqueduct.Server.Storage;

namespace Aqueduct.Server.Settings;

/// <summary>Where availability can be set.</summary>
/// <param name="Id">GitLab's; 0 for the instance.</param>
public readonly record struct Place(PlaceKind Kind, long Id)
{
    public static Place Instance => default;

    public static Place Group(long id) => new(PlaceKind.Group, id);

    public static Place Project(long id) => new(PlaceKind.Project, id);
}

/// <param name="Path">The full path; empty for the instance.</param>
public sealed record NamedPlace(PlaceKind Kind, long Id, string Path)
{
    public static NamedPlace Instance { get; } = new(PlaceKind.Instance, 0, "");

    [JsonIgnore]
    public Place Place => new(Kind, Id);

    internal string LastPart => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>As in a sentence.</summary>
    public override string ToString() => Kind switch
    {
        PlaceKind.Group => $"group {Path}",
        PlaceKind.Project => $"project {Path}",
        _ => "instance",
    };
}
