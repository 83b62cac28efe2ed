using Aqueduct.Server.Pages.Markup;
using Aqueduct.Server.SignIn;
using Aqueduct.Setup;
using Aqueduct.Setup.Connections;
using Microsoft.AspNetCore.Http;

namespace Aqueduct.Server.Pages.Views;

/// <summary>The OAuth application at Amazon Q: what is registered, the last call, and Amazon Q's own checks when asked for.</summary>
internal sealed class ConnectionPage(ConnectionView connection, PagesSettings settings)
{
    public Task<Page> MakeAsync(HttpContext context, SignedIn person) => MakeAsync(person, null, context.RequestAborted);

    public async Task<Page> VerifyAsync(HttpContext context, SignedIn person, IFormCollection form) =>
        await MakeAsync(person, connection.VerifyAsync is { } verify ? await verify(context.RequestAborted) : null, context.RequestAborted);

    private async Task<Page> MakeAsync(SignedIn person, Verification? verification, CancellationToken cancellationToken)
    {
        var status = await connection.ShowAsync(cancellationToken);
        var (tone, word, meaning) = ConnectionParts.Tell(status.State);
        return new("Connection", Html.Of($"""
            <section class="card" aria-labelledby="state"><h2 id="state">State</h2>
            <p class="figure">{Forms.Badge(tone, word)}</p><p>{meaning}</p>
            {Html.If(status.State is not ConnectionState.NotConnected, () => Registered(status))}
            {Html.If(settings.IsBeside, () => Html.Of($"""<p><a href="/settings/general/amazon-q">View configuration setup</a></p>"""))}
            </section>
            <section class="card" aria-labelledby="last-call"><h2 id="last-call">Last call</h2>{ConnectionParts.LastCall(status.LastCall)}</section>
            <section class="card" aria-labelledby="checks"><h2 id="checks">Verify</h2>{Verify(person, verification)}</section>
            """), Entry.Connection);
    }

    private static Html Registered(ConnectionStatus status) => Html.Of($"""
        <dl class="facts">
        <div><dt>IAM role</dt><dd><code>{status.RoleArn}</code></dd></div>
        <div><dt>GitLab</dt><dd><code>{status.InstanceUrl}</code></dd></div>
        <div><dt>Application ID</dt><dd><code>{status.ClientId}</code></dd></div>
        <div><dt>Callback URL</dt><dd><code>{status.RedirectUrl}</code></dd></div>
        {Html.If(status.RegisteredAt is not null, () => Html.Of($"""<div><dt>Registered</dt><dd>{Words.Time(status.RegisteredAt!.Value)}</dd></div>"""))}
        <div><dt>Consent</dt><dd>{(status.ConsentAt is { } at ? Words.Time(at) : Html.Of($"""nobody has given it"""))}</dd></div>
        </dl>
        """);

    private Html Verify(SignedIn person, Verification? verification) => connection.VerifyAsync is null
        ? Html.Of($"""<p>GitLab makes the connection, so GitLab checks it: Admin, Settings, General, GitLab Duo with Amazon Q.</p>""")
        : Html.Of($"""
            <p>Amazon Q tries to reach GitLab and to get in with the consent it was given.</p>
            {Html.If(verification is not null, () => Html.Of($"""
            {Forms.Notice(verification!.Passed ? Tone.Good : Tone.Bad, verification.Passed ? "status" : "alert", Html.Of($"""<p><strong>{(verification.Passed ? "The connection works" : "The connection does not work")}</strong></p>"""))}
            {ConnectionParts.Steps(verification.Steps)}
            """))}
            <form method="post" action="/connection/verify">{Forms.Token(person)}<button type="submit">Verify now</button></form>
            """);
}
