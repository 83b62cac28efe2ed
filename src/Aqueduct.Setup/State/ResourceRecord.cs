using System.Text.Json.Serialization;

namespace Aqueduct.Setup.State;

/// <summary>What set-up remembers of one resource.</summary>
/// <param name="Identifier">ARN; of a profile that is only intended, its name.</param>
/// <param name="At">When it was last written; younger than IAM's propagation means that AWS may not show it yet.</param>
/// <param name="ClientToken">Makes a create that is repeated after a crash the same create.</param>
/// <param name="Former">ARNs created for an earlier configuration and left in place; destroy removes them.</param>
internal sealed record ResourceRecord(
    string Account, string Identifier, Origin Origin, DateTimeOffset At, string? ClientToken = null, IReadOnlyList<string>? Former = null)
{
    [JsonIgnore]
    public bool IsOurs => Origin is Origin.Created or Origin.Adopted;

    [JsonIgnore]
    public IReadOnlyList<string> FormerOrNone => Former ?? [];
}

internal enum Origin
{
    /// <summary>About to be created; a crash may have hidden the answer.</summary>
    Intent,
    Created,

    /// <summary>Existed without proof and was taken over by the user's word.</summary>
    Adopted,

    /// <summary>Existed and is used, but not ours to change or delete.</summary>
    Found,
}
