using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.Access;

/// <summary>Whoever a token stands for.</summary>
/// <param name="User">The current user. With a composite token that is the human, on whose behalf the service account acts.</param>
/// <param name="Account">The service account of a composite token; otherwise null. Both need access, and what is written is its.</param>
/// <param name="IsAdministrator">Administrator's rights now: with Admin Mode on only through the scope <c>admin_mode</c>.</param>
/// <param name="Token">The personal access token used; null for an OAuth token.</param>
internal sealed record Caller(User User, User? Account, IReadOnlyList<string> Scopes, bool IsAdministrator, PersonalAccessToken? Token)
{
    /// <summary>Author of what is written.</summary>
    public User Writer => Account ?? User;
}
