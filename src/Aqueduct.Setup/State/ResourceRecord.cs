using System.Text.Json.Serialization;

namespace Aqueduct.Setup.State;

/// <summary>What set-up remembers of one resource.</summary>
/// <param name="Identifier">ARN; of a profile that is only intended, its name.</param>
/// <param name="At">When it was last written; younger than IAM's propagation means that AWS may not show it yet.</param>
/// <param name="ClientToken">Makes a create that is repeated after a crash the same create.</param>
/// <param name="Former">What was made or adopted for an earlier configuration and left in place; destroy cares for it, too.</param>
/// <param name="Before">Only of what was adopted: written before the first change.</param>
internal sealed record ResourceRecord(
    string Account, string Identifier, Origin Origin, DateTimeOffset At, string? ClientToken = null, IReadOnlyList<ResourceRecord>? Former = null,
    Before? Before = null)
{
    [JsonIgnore]
    public bool IsOurs => Origin is Origin.Created or Origin.Adopted;

    [JsonIgnore]
    public IReadOnlyList<ResourceRecord> FormerOrNone => Former ?? [];

    /// <summary>What is remembered of <paramref name="identifier"/>, whether it is of now or of an earlier configuration.</summary>
    public ResourceRecord? Of(string identifier) =>
        Identifier == identifier ? this : FormerOrNone.FirstOrDefault(f => f.Identifier == identifier);
}

internal enum Origin
{
    /// <summary>About to be created; a crash may have hidden the answer.</summary>
    Intent,
    Created,

    /// <summary>Existed without proof and was taken over by the user's word: destroy puts it back instead of deleting it.</summary>
    Adopted,

    /// <summary>Existed and is used, but not ours to change or delete.</summary>
    Found,
}
