namespace Aqueduct.StandIns.GitLab.World;

/// <summary>An authorization code.</summary>
internal sealed class AccessGrant
{
    public required string Code { get; init; }

    public required long ApplicationId { get; init; }

    public required long UserId { get; init; }

    public required string RedirectUri { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    public string? CodeChallenge { get; init; }

    /// <summary><c>S256</c> or <c>plain</c>.</summary>
    public string? CodeChallengeMethod { get; init; }

    public string? Nonce { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Set when it was exchanged.</summary>
    public bool Used { get; set; }
}
