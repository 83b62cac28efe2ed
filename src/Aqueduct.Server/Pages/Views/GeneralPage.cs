using Aqueduct.Server.Pages.Markup;
using Aqueduct.Server.Pages.Settings;
using Aqueduct.Server.Settings;
using Aqueduct.Server.SignIn;
using Microsoft.AspNetCore.Http;

namespace Aqueduct.Server.Pages.Views;

/// <summary>Settings, General: the sections, as on GitLab's own page.</summary>
internal sealed class GeneralPage(ConnectionView connection, IAvailability availability)
{
    public async Task<Page> MakeAsync(HttpContext context, SignedIn person)
    {
        var (tone, word, _) = ConnectionParts.Tell((await connection.ShowAsync(context.RequestAborted)).State);
        var now = await availability.OfInstanceAsync(context.RequestAborted);
        return new("General", Html.Of($"""
            <details class="card section" open>
            <summary><h2>GitLab Duo with Amazon Q</h2></summary>
            <p>Connects this GitLab to Amazon Q Developer, and determines which groups and projects can use it.</p>
            <dl class="facts">
            <div><dt>Connection</dt><dd>{Forms.Badge(tone, word)}</dd></div>
            <div><dt>Availability</dt><dd>{AvailabilityWords.Label(now.Value)}</dd></div>
            </dl>
            <p><a class="button" href="/settings/general/amazon-q">View configuration setup</a></p>
            </details>
            """), Entry.General) { Crumbs = [new("Settings", null)] };
    }
}
