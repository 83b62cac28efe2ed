using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.Access;

/// <summary>Turns a token into a caller, in GitLab's order: found, not expired, not revoked, scope, account not blocked, then rights.</summary>
internal sealed class Authentication(GitLabWorld world)
{
    private sealed record Credential(User User, IReadOnlyList<string> Scopes, bool Revoked, bool Expired, PersonalAccessToken? Token);

    /// <summary>Lets the call in or throws GitLab's refusal.</summary>
    /// <param name="scopes">Any one of them is enough.</param>
    public Caller? Admit(Call call, Demand demand, IReadOnlyList<string> scopes)
    {
        var caller = Identify(call, scopes);
        if (demand != Demand.Anyone && caller is null) throw ApiError.Unauthorized();
        if (demand == Demand.Administrator && !caller!.IsAdministrator) throw ApiError.Forbidden();
        return caller;
    }

    /// <summary>Null when the call carries no token at all.</summary>
    public Caller? Identify(Call call, IReadOnlyList<string> scopes)
    {
        if (Find(call) is not { } credential) return null;
        if (credential.Expired) throw ApiError.InvalidToken("Token is expired. You can either do re-authorization or token refresh.");
        if (credential.Revoked) throw ApiError.InvalidToken("Token was revoked. You have to re-authorize from the user.");
        if (!scopes.Any(credential.Scopes.Contains)) throw ApiError.InsufficientScope(scopes);
        RefuseLockedOut(credential.User);
        if (credential.Token is { } used) used.LastUsedAt = world.Now;
        return ToCaller(credential);
    }

    private Caller ToCaller(Credential credential)
    {
        var human = Scopes.HumanOf(credential.Scopes) is { } id ? world.State.Users.FirstOrDefault(u => u.Id == id) : null;
        if (credential.User.CompositeIdentityEnforced && human is null) throw ApiError.Unauthorized();
        if (human is not null && credential.User.ServiceAccount)
        {
            RefuseLockedOut(human);
            return new Caller(human, credential.User, credential.Scopes, false, credential.Token);
        }
        var administrator = credential.User.Admin && (!world.State.Settings.AdminMode || credential.Scopes.Contains("admin_mode"));
        return new Caller(credential.User, null, credential.Scopes, administrator, credential.Token);
    }

    private static void RefuseLockedOut(User user)
    {
        if (user.State == UserState.Blocked) throw ApiError.Forbidden("Your account has been blocked.");
        if (user.State == UserState.Deactivated) throw ApiError.Forbidden("Your account has been deactivated by your administrator. Please log back in to reactivate your account.");
    }

    private Credential? Find(Call call)
    {
        var headers = call.Http.Request.Headers;
        if (((string?)headers["PRIVATE-TOKEN"] ?? call.Parameters.Text("private_token")) is { } personal)
            return OfPersonalToken(personal) ?? throw ApiError.Unauthorized();
        var bearer = headers.Authorization.ToString() is var header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? header["Bearer ".Length..].Trim()
            : call.Parameters.Text("access_token");
        if (bearer is null) return null;
        return OfOAuthToken(bearer) ?? OfPersonalToken(bearer) ?? throw ApiError.Unauthorized();
    }

    private Credential? OfPersonalToken(string value) =>
        world.State.PersonalAccessTokens.Find(t => t.Value == value) is { } token
            ? new Credential(world.State.User(token.UserId), token.Scopes, token.Revoked, token.ExpiresAt <= world.Clock.Today(), token)
            : null;

    private Credential? OfOAuthToken(string value) =>
        world.State.OAuthTokens.Find(t => t.Value == value) is { } token
            ? new Credential(world.State.User(token.UserId), token.Scopes, token.Revoked, token.ExpiresAt <= world.Now, null)
            : null;
}
