namespace Aqueduct.Server.Storage;

/// <summary>A token for the API from elsewhere. Of the token itself only the hash is kept.</summary>
public sealed class ApiTokenRow
{
    /// <summary>The part of the token that names it; no secret.</summary>
    public required string Id { get; set; }

    public required string Name { get; set; }

    /// <summary>Whom a personal token stands for; null: a service's.</summary>
    public string? Person { get; set; }

    public int Scope { get; set; }

    /// <summary>SHA-256 of the secret part, which has 256 random bits.</summary>
    public required byte[] Hash { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>To within a minute.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }
}
