using Aqueduct.Server.Pages.Markup;
using Aqueduct.Server.SignIn;
using Aqueduct.Setup;
using Microsoft.AspNetCore.Http;

namespace Aqueduct.Server.Pages.Views;

/// <summary>The OAuth applications that Aqueduct has at GitLab.</summary>
internal sealed class ApplicationsPage(RecordedApplications applications)
{
    public async Task<Page> MakeAsync(HttpContext context, SignedIn person)
    {
        var found = await applications.ListAsync(context.RequestAborted);
        return new("Applications", found.Count is 0
            ? Html.Of($"""
                <div class="card empty"><p><strong>No application yet.</strong></p>
                <p>GitLab does not know Aqueduct. {Html.WithCode("`aqueduct setup apply --only gitlab` registers what is needed.")}</p></div>
                """)
            : Html.Of($"""
                <p class="lead">What Aqueduct has registered at GitLab. Secrets are kept sealed and are shown nowhere.</p>
                {found.Select(Card)}
                """), Entry.Applications);
    }

    private static Html Card(RecordedApplication application, int index) => Html.Of($"""
        <section class="card" aria-labelledby="application-{index}"><h2 id="application-{index}">{application.Name}</h2>
        <dl class="facts">
        <div><dt>Application ID</dt><dd><code>{application.ClientId}</code></dd></div>
        <div><dt>Callback URL</dt><dd>{application.CallbackUrl.Split('\n').Select(url => Html.Of($"""<code>{url}</code> """))}</dd></div>
        <div><dt>Scopes</dt><dd>{application.Scopes.Select(s => Html.Of($"""<code>{s}</code> """))}</dd></div>
        <div><dt>Confidential</dt><dd>Yes</dd></div>
        </dl></section>
        """);
}
