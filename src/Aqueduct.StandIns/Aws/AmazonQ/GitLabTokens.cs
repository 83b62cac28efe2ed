namespace Aqueduct.StandIns.Aws.AmazonQ;

/// <summary>What a redeemed code came to.</summary>
internal sealed class GitLabTokens
{
    public required string AccessToken { get; init; }

    /// <summary>Null where GitLab gave none: then the access token's end is the grant's.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>Null: it does not end.</summary>
    public DateTimeOffset? Expires { get; init; }

    public bool IsExpired(DateTimeOffset now) => now >= Expires;

    public override string ToString() => $"tokens until {Expires:O}";
}
