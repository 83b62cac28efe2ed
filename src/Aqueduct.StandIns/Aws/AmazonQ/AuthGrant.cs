namespace Aqueduct.StandIns.Aws.AmazonQ;

/// <summary>An OAuth authorization code given to Amazon Q by one caller, and what GitLab gave for it.</summary>
internal sealed class AuthGrant
{
    /// <summary>GitLab's programmatic codes live an hour; one not exchanged by then is worthless.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public required string Code { get; init; }

    /// <summary>The OAuth application it was given for: a code of another application is invalid.</summary>
    public required string ClientId { get; init; }

    public required DateTimeOffset Given { get; init; }

    /// <summary>Null until the code was redeemed.</summary>
    public GitLabTokens? Tokens { get; set; }

    /// <summary>GitLab's last word, when it was no.</summary>
    public string? Refusal { get; set; }

    /// <summary>Redeemed, it lives as long as its tokens are renewed.</summary>
    public bool IsExpired(DateTimeOffset now) => Tokens is null && now - Given >= Lifetime;

    public override string ToString() => $"code for application {ClientId}, given {Given:O}";
}
