using Aqueduct.Server.Pages.Markup;
using Aqueduct.Setup;
using Aqueduct.Setup.Connections;
using Microsoft.AspNetCore.Http;

namespace Aqueduct.Server.Pages.Views;

/// <summary>How the state of the connection reads, wherever it is shown.</summary>
internal static class ConnectionParts
{
    public static (Tone Tone, string Word, string Meaning) Tell(ConnectionState state) => state switch
    {
        ConnectionState.Connected => (Tone.Good, "Connected", "Amazon Q knows GitLab's application, and somebody has consented."),
        ConnectionState.Incomplete => (Tone.Warn, "Consent needed", "Amazon Q knows GitLab's application, but nobody has let it into GitLab yet, or not any more."),
        ConnectionState.Interrupted => (Tone.Warn, "Interrupted", "A change was cut short. Saving the settings again finishes it."),
        _ => (Tone.Bad, "Not connected", "Amazon Q knows nothing of this GitLab yet."),
    };

    public static Html LastCall(ConnectionCall? call) => call is null
        ? Html.Of($"""<p class="hint">No call yet. What GitLab calls to connect, and its people when they consent, shows here with its status: 204 or 200 when it went well.</p>""")
        : Html.Of($"""
            <dl class="facts">
            <div><dt>Status</dt><dd>{Forms.Badge(call.Status < StatusCodes.Status400BadRequest ? Tone.Good : Tone.Bad, $"{call.Status}")}</dd></div>
            <div><dt>Route</dt><dd><code>{call.Route}</code></dd></div>
            <div><dt>Time</dt><dd>{Words.Time(call.At)}</dd></div>
            <div><dt>Correlation ID</dt><dd><code>{call.CorrelationId}</code></dd></div>
            </dl>
            """);

    public static Html Steps(IEnumerable<VerificationStep> steps) => Html.Of($"""
        <ul class="checks">
        {steps.Select(s => Html.Of($"""
        <li class="{Forms.ClassOf(ToneOf(s.Status))}">{Forms.Badge(ToneOf(s.Status), WordOf(s.Status))} <span class="check">{s.Name}</span>
        <p>{Html.WithCode(s.Detail)}</p>{Html.If(s.Fix is not null, () => Html.Of($"""<p class="fix">{Html.WithCode(s.Fix!)}</p>"""))}</li>
        """))}
        </ul>
        """);

    private static Tone ToneOf(VerificationStatus status) => status switch
    {
        VerificationStatus.Passed => Tone.Good,
        VerificationStatus.Failed => Tone.Bad,
        _ => Tone.Plain,
    };

    private static string WordOf(VerificationStatus status) => status switch
    {
        VerificationStatus.Passed => "Passed",
        VerificationStatus.Failed => "Failed",
        _ => "Skipped",
    };
}
