namespace Aqueduct.StandIns.GitLab.World;

/// <summary>An OAuth access token with its refresh token.</summary>
internal sealed class OAuthToken
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(2);

    public required string Value { get; init; }

    public required string RefreshToken { get; init; }

    public required long ApplicationId { get; init; }

    public required long UserId { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>The code it descends from; a code used twice ends all its tokens.</summary>
    public required string Code { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public bool Revoked { get; set; }

    public DateTimeOffset ExpiresAt => CreatedAt + Lifetime;
}
