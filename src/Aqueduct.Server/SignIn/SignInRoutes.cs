using System.Buffers.Text;
using System.Text.Json;
using Aqueduct.Server.Storage;
using Aqueduct.Setup;
using Microsoft.AspNetCore.Http;

namespace Aqueduct.Server.SignIn;

/// <summary>
/// The authorization code flow with PKCE. 1. <c>POST /sign-in</c> draws state, nonce and verifier, leaves them sealed in a cookie and sends the
/// browser to GitLab; 2. GitLab sends it to <c>/signin-oidc</c> with a code; 3. the cookie must open with that state, the code becomes tokens, and
/// the ID token and the user they stand for must agree; 4. a session begins. What goes wrong is told on the sign-in page.
/// </summary>
internal sealed class SignInRoutes(
    SignInSettings settings, SignInSessions sessions, GitLabSignIn gitLab, IdTokens idTokens, RecordedApplications applications, SignInLimit limit,
    ISealer sealer, TimeProvider clock)
{
    public const string SignIn = "/sign-in";
    public const string SignOut = "/sign-out";

    private const int LongestAnswer = 512;

    public async Task StartAsync(HttpContext context)
    {
        if (!limit.Admits(context))
            await BackAsync(context, SignInFault.TooMany);
        else if (await SignInForms.ReadAsync(context) is not { } form)
            await BackAsync(context, SignInFault.Stale);
        else if (await applications.GetSignInAsync(context.RequestAborted) is not { } client)
            await BackAsync(context, SignInFault.NotSetUp);
        else
            await SendAsync(context, client, ReturnPath.Of(form["return_to"]), (await sessions.FindAsync(context)).Person);
    }

    public async Task FinishAsync(HttpContext context)
    {
        SignInCookies.Remove(context, SignInCookies.Attempt);
        var query = context.Request.Query;
        if (!limit.Admits(context))
            await BackAsync(context, SignInFault.TooMany);
        else if (query["state"] is not [{ Length: > 0 and <= LongestAnswer } state] || Open(context, state) is not { } attempt)
            await BackAsync(context, SignInFault.Stale);
        else if (query["code"] is not [{ Length: > 0 and <= LongestAnswer } code])
            await BackAsync(context, SignInFault.Denied); // GitLab's words are not repeated: anybody could put them there
        else if (await RedeemAsync(context, attempt, code) is { } fault)
            await BackAsync(context, fault);
        else
            context.Response.Redirect(attempt.ReturnTo);
    }

    public async Task EndAsync(HttpContext context)
    {
        if ((await sessions.FindAsync(context)).Person is { } person && await SignInForms.ReadAsync(context, person) is null)
        {
            await BackAsync(context, SignInFault.Stale);
            return;
        }

        await sessions.EndAsync(context, context.RequestAborted);
        context.Response.Redirect("/signed-out");
    }

    private Task SendAsync(HttpContext context, SignInClient client, string returnTo, SignedIn? person)
    {
        var (state, attempt) = (Secret.Draw(), new Attempt(Secret.Draw(), Secret.Draw(), returnTo, clock.GetUtcNow(), person?.UserId));
        var sealedAttempt = sealer.Seal(SignInCookies.Attempt, "cookie", state, JsonSerializer.SerializeToUtf8Bytes(attempt, SignInJson.Default.Attempt));
        SignInCookies.Write(context, SignInCookies.Attempt, Base64Url.EncodeToString(sealedAttempt), Attempt.Life);
        context.Response.Redirect(GitLabSignIn.AuthorizeUrl(PlaceOf(context), client, state, attempt, again: person is not null).AbsoluteUri);
        return Task.CompletedTask;
    }

    private Attempt? Open(HttpContext context, string state)
    {
        if (SignInCookies.Read(context, SignInCookies.Attempt) is not { } cookie || !Base64Url.IsValid(cookie))
            return null;
        try
        {
            var attempt = JsonSerializer.Deserialize(
                sealer.Open(SignInCookies.Attempt, "cookie", state, Base64Url.DecodeFromChars(cookie)), SignInJson.Default.Attempt)!;
            return clock.GetUtcNow() - attempt.StartedAt <= Attempt.Life ? attempt : null;
        }
        catch (StorageException)
        {
            return null; // made up, or for another state
        }
    }

    private async Task<SignInFault?> RedeemAsync(HttpContext context, Attempt attempt, string code)
    {
        var cancellationToken = context.RequestAborted;
        if (await applications.GetSignInAsync(cancellationToken) is not { } client)
            return SignInFault.NotSetUp;
        var tokens = await gitLab.RedeemAsync(client, PlaceOf(context), code, attempt.Verifier, cancellationToken);
        if (tokens.Value is not { IdToken: { } idToken } given)
            return tokens.Refused ? SignInFault.Refused : SignInFault.Silent;
        if (await idTokens.ReadAsync(idToken, client.ClientId, attempt.Nonce, cancellationToken) is not { } proof)
            return SignInFault.Refused;
        var user = await gitLab.GetUserAsync(given.AccessToken, cancellationToken);
        if (user.Value is not { } known)
            return user.Refused ? SignInFault.Refused : SignInFault.Silent;
        if (known.Id != proof.UserId)
            return SignInFault.Refused;
        if (attempt.UserId is { } expected && expected != known.Id)
            return SignInFault.SomebodyElse;

        await sessions.BeginAsync(
            context, new(known.Id, known.Username, known.Name, known.IsAdmin, proof.AuthenticatedAt, Secret.Draw(), given.AccessToken, given.RefreshToken), cancellationToken);
        return null;
    }

    private SignInPlace PlaceOf(HttpContext context) =>
        settings.Places.FirstOrDefault(p => string.Equals(new Uri(p.Origin).Authority, context.Request.Host.Value, StringComparison.OrdinalIgnoreCase)) ?? settings.Places[0];

    private static Task BackAsync(HttpContext context, SignInFault fault)
    {
        context.Response.Redirect($"{SignIn}?fault={fault}");
        return Task.CompletedTask;
    }
}
