using System.Text.Json.Serialization;
using Aqueduct.Setup.Resources;

namespace Aqueduct.Setup;

public enum ChangeKind
{
    Unchanged,
    Create,
    Update,
    Delete,

    /// <summary>Only a person can do it; the note says how.</summary>
    Manual,
}

/// <summary>One attribute that differs; null means absent.</summary>
public sealed record AttributeChange(string Name, string? Before, string? After);

/// <summary>What set-up would do to one resource.</summary>
/// <param name="Resource">What it is, such as <c>IAM role</c>.</param>
/// <param name="Identifier">Which one, such as its ARN or name.</param>
/// <param name="Note">A warning, or for <see cref="ChangeKind.Manual"/> the steps to take.</param>
public sealed record PlannedChange(
    string Resource, string Identifier, ChangeKind Kind, IReadOnlyList<AttributeChange> Attributes, string? Note = null);

public sealed record SetupPlan(IReadOnlyList<PlannedChange> Changes)
{
    public bool HasChanges => Changes.Any(c => c.Kind is not ChangeKind.Unchanged);

    /// <summary>What a person must do before anything else can begin, or null.</summary>
    [JsonIgnore]
    public PlannedChange? Obstacle => Changes.FirstOrDefault(c => c is { Resource: IssuerResource.ResourceName, Kind: ChangeKind.Manual });

    /// <summary>The changes that set-up itself would make.</summary>
    [JsonIgnore]
    public int OwnChanges => Changes.Count(c => c.Kind is ChangeKind.Create or ChangeKind.Update or ChangeKind.Delete);
}
