namespace Aqueduct.Server.Settings;

/// <param name="Parent">What holds above the items.</param>
/// <param name="Next">Where the next page begins; null: this is the last one.</param>
public sealed record TreePage(EffectiveAvailability Parent, IReadOnlyList<TreeItem> Items, string? Next);

/// <param name="Name">As people read it at GitLab.</param>
public sealed record TreeItem(string Name, EffectiveAvailability Availability);
