using System.Text.Json.Nodes;

namespace Aqueduct.StandIns.Aws.Profiles;

/// <summary>A Q Developer profile.</summary>
internal sealed class QProfile
{
    public required string Arn { get; init; }

    public required string Name { get; set; }

    public string? Description { get; set; }

    /// <summary><c>ALLOW</c> or <c>BLOCK</c> recommendations that resemble public code.</summary>
    public required string References { get; set; }

    public required DateTimeOffset Created { get; init; }

    /// <summary>The token it was created with; null when the caller gave none.</summary>
    public string? ClientToken { get; init; }

    public SortedDictionary<string, string> Tags { get; init; } = new(StringComparer.Ordinal);

    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["arn"] = Arn,
            ["profileName"] = Name,
            ["identityDetails"] = new JsonObject(),
            ["referenceTrackerConfiguration"] = new JsonObject { ["recommendationsWithReferences"] = References },
            ["status"] = "ACTIVE",
            ["profileType"] = "Q_DEVELOPER",
        };
        if (Description is not null) json["description"] = Description;
        return json;
    }
}
