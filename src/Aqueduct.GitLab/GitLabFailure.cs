namespace Aqueduct.GitLab;

/// <summary>What a caller can do about a failed GitLab call.</summary>
public enum GitLabFailureKind
{
    /// <summary>The token's file cannot be read, or holds no token.</summary>
    NoToken,

    /// <summary>GitLab does not take the token: unknown, expired or revoked.</summary>
    Unauthorized,

    /// <summary>The token lacks a scope; <see cref="GitLabFailure.Scopes"/> names those that would do.</summary>
    MissingScope,

    /// <summary>The token's user may not do it.</summary>
    Forbidden,

    /// <summary>
    /// GitLab does not take the user for an administrator, and the token lacks the scope <c>admin_mode</c>:
    /// with Admin Mode on, GitLab tells such a token apart from that of any other user in no way.
    /// </summary>
    AdminModeRequired,

    /// <summary>The plan of the instance does not have it.</summary>
    LicenceRequired,

    NotFound,

    /// <summary>It exists already, such as a username that is taken.</summary>
    Conflict,

    /// <summary>A value was refused; <see cref="GitLabFailure.Fields"/> says which, where GitLab says it.</summary>
    Invalid,

    RateLimited,

    /// <summary>GitLab, or the web server in front of it, answered 5xx.</summary>
    ServerFault,

    /// <summary>Nothing answered: DNS, connect, TLS, proxy, time-out.</summary>
    Unreachable,

    /// <summary>Something else answered: a page, a redirect to a sign-in, another server.</summary>
    NotGitLab,
}

/// <summary>A failed GitLab call as a value.</summary>
/// <param name="Call">Such as <c>POST /applications</c>.</param>
/// <param name="Message">GitLab's own text, or what happened instead of an answer; never holds the token.</param>
/// <param name="Status">HTTP status; 0 when nothing answered.</param>
/// <param name="RequestId">GitLab's correlation ID, by which its logs are searched.</param>
public sealed record GitLabFailure(GitLabFailureKind Kind, string Call, string Message, int Status = 0, string? RequestId = null)
{
    /// <summary>Any one of them would have been enough; for <see cref="GitLabFailureKind.MissingScope"/>.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>What GitLab says of each refused field; for <see cref="GitLabFailureKind.Invalid"/>.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>When GitLab takes calls again; for <see cref="GitLabFailureKind.RateLimited"/>.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>No answer of GitLab's own says whether a change was made.</summary>
    public bool MayBeExecuted { get; init; }

    /// <summary>No connection came about: the next attempt may be luckier.</summary>
    internal bool IsNotConnected { get; init; }

    public override string ToString() => RequestId is null ? $"{Call}: {Message}" : $"{Call}: {Message} (correlation ID {RequestId})";
}
