using Aqueduct.Server.Pages.Markup;
using Microsoft.AspNetCore.Http;

namespace Aqueduct.Server.Pages.Views;

/// <summary>Pages that only tell something.</summary>
internal static class MessagePages
{
    public static Page NoPermission { get; } = new(
        "You have no permission for this page",
        Message("Only administrators of GitLab see it, and GitLab does not say that you are one now.", "Ask an administrator. If you are one and GitLab has Admin Mode, turn it on in GitLab, then try again in a minute."),
        Status: StatusCodes.Status403Forbidden);

    public static Page NotFound { get; } = new(
        "This page does not exist", Message("The address may be mistyped, or the page has moved.", "Begin at the overview."), Status: StatusCodes.Status404NotFound);

    public static Page GitLabIsSilent { get; } = new(
        "GitLab does not answer", Message("Every minute Aqueduct asks GitLab whether you may still be here, and GitLab did not say.", "Nothing is shown until it does. Check that GitLab is up, then try again."),
        Status: StatusCodes.Status503ServiceUnavailable);

    public static Page StaleForm { get; } = new(
        "This form is out of date", Message("It was made for another session, or another site sent it. Nothing was changed.", "Go back, load the page again, and repeat what you did."),
        Status: StatusCodes.Status400BadRequest);

    public static Page SignedOut { get; } = new(
        "You are signed out", Html.Of($"""
        <p class="lead">Your session is over here, and its token is revoked at GitLab. In GitLab itself you may still be signed in.</p>
        <p><a class="button" href="/sign-in">Sign in again</a></p>
        """));

    public static Page Broken(string correlationId) => new(
        "Something unexpected happened", Html.Of($"""
        <p class="lead">The page could not be made. Nothing is known to be changed.</p>
        <p>Try again. If it happens again, look for this correlation ID in the server's log:</p>
        <p><code class="value">{correlationId}</code></p>
        <p><a class="button quiet" href="/">Overview</a></p>
        """), Status: StatusCodes.Status500InternalServerError);

    private static Html Message(string what, string fix) => Html.Of($"""
        <p class="lead">{what}</p>
        <p>{fix}</p>
        <p><a class="button quiet" href="/">Overview</a></p>
        """);
}
