namespace Aqueduct.Server.SignIn;

/// <summary>A person that GitLab vouched for within the last minute.</summary>
/// <param name="SessionId">Names the session, opens nothing.</param>
/// <param name="IsAdministrator">GitLab lets the person act as an administrator now.</param>
/// <param name="AuthenticatedAt">When the person last proved to GitLab who it is.</param>
/// <param name="FormToken">In every form of this session, so that no other page can send one.</param>
public sealed record SignedIn(
    string SessionId, long UserId, string Username, string Name, bool IsAdministrator, DateTimeOffset AuthenticatedAt, string FormToken)
{
    /// <summary>After this long a dangerous change asks for a new proof.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(15);

    public bool IsFresh(DateTimeOffset now) => now - AuthenticatedAt <= FreshFor;
}

/// <summary>Who sends a request.</summary>
/// <param name="Person">Null: nobody is signed in, or GitLab could not be asked.</param>
/// <param name="GitLabIsSilent">There is a session, but GitLab did not confirm it: nothing is shown until it does.</param>
public sealed record Visitor(SignedIn? Person, bool GitLabIsSilent)
{
    public static Visitor Nobody { get; } = new(null, false);
}
