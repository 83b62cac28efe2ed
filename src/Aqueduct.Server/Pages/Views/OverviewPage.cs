using Aqueduct.Server.Pages.Markup;
using Aqueduct.Server.Pages.Today;
using Aqueduct.Server.SignIn;
using Aqueduct.Setup;
using Aqueduct.Setup.Connections;
using Microsoft.AspNetCore.Http;

namespace Aqueduct.Server.Pages.Views;

/// <summary>Is it connected, is it healthy, what happened today, how long is there left.</summary>
internal sealed class OverviewPage(ConnectionView connection, TodaysRequests today, ServerHealth health, PagesSettings settings, TimeProvider clock)
{
    public const string LivePath = "/live/overview";

    /// <summary>When Amazon Q Developer's subscriptions end, as AWS has announced.</summary>
    private static readonly DateOnly SubscriptionsEnd = new(2027, 4, 30);

    public async Task<Page> MakeAsync(HttpContext context, SignedIn person)
    {
        var live = await LiveAsync(person, context.RequestAborted);
        return new("Overview", Html.Of($"""<div data-live="{LivePath}">{live}</div>"""), Entry.Overview);
    }

    /// <summary>All that changes by itself.</summary>
    public async Task<Html> LiveAsync(SignedIn person, CancellationToken cancellationToken)
    {
        var status = await connection.ShowAsync(cancellationToken);
        var failure = await health(cancellationToken);
        return Html.Of($"""
            <div class="cards">
            {ConnectionCard(status, person)}
            {HealthCard(failure)}
            {LastCallCard(status)}
            {SubscriptionCard()}
            </div>
            <section class="card" aria-labelledby="today"><h2 id="today">Today</h2>{TodayPart()}</section>
            """);
    }

    private Html ConnectionCard(ConnectionStatus status, SignedIn person)
    {
        var (tone, word, meaning) = ConnectionParts.Tell(status.State);
        return Html.Of($"""
            <section class="card" aria-labelledby="connected"><h2 id="connected">Amazon Q</h2>
            <p class="figure">{Forms.Badge(tone, word)}</p><p>{meaning}</p>
            {Html.If(person.IsAdministrator && tone is not Tone.Good, () => settings.IsBeside
                ? Html.Of($"""<p><a href="/settings/general/amazon-q">View configuration setup</a></p>""")
                : Html.Of($"""<p>In GitLab: Admin, Settings, General, GitLab Duo with Amazon Q, View configuration setup.</p>"""))}
            </section>
            """);
    }

    private static Html HealthCard(Failure? failure) => Html.Of($"""
        <section class="card" aria-labelledby="healthy"><h2 id="healthy">Aqueduct</h2>
        {(failure is null
            ? Html.Of($"""<p class="figure">{Forms.Badge(Tone.Good, "Healthy")}</p><p>The database answers, and the issuer has its keys.</p>""")
            : Html.Of($"""<p class="figure">{Forms.Badge(Tone.Bad, "Unhealthy")}</p><p>{failure.Detail}</p><p class="fix">{failure.Fix}</p>"""))}
        </section>
        """);

    private static Html LastCallCard(ConnectionStatus status) => Html.Of($"""
        <section class="card" aria-labelledby="last-call"><h2 id="last-call">Last call of the connection</h2>{ConnectionParts.LastCall(status.LastCall)}</section>
        """);

    private Html SubscriptionCard()
    {
        var days = SubscriptionsEnd.DayNumber - DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).DayNumber;
        return Html.Of($"""
            <section class="card" aria-labelledby="subscriptions"><h2 id="subscriptions">Amazon Q Developer</h2>
            {(days < 0
                ? Html.Of($"""<p class="figure">{Forms.Badge(Tone.Bad, "Ended")}</p><p>Its subscriptions ended on <time datetime="2027-04-30">2027-04-30</time>.</p>""")
                : Html.Of($"""<p class="figure"><strong>{Words.Count(days, "day", "days")}</strong></p><p>until its subscriptions end on <time datetime="2027-04-30">2027-04-30</time>.</p>"""))}
            </section>
            """);
    }

    private Html TodayPart()
    {
        var hours = today.Read();
        if (hours.All(h => h.Answered + h.Failed is 0))
        {
            return Html.Of($"""
                <p>GitLab has asked nothing of Aqueduct today.</p>
                <p class="hint">Counted in memory since {Words.Time(today.Since)}, each day (UTC) anew.</p>
                """);
        }

        return Html.Of($"""
            <ul class="legend">
            {Total(RequestKind.Deliveries, "delivery", "deliveries")}{Total(RequestKind.Connection, "connection call", "connection calls")}
            {Total(RequestKind.Events, "event", "events")}{Total(RequestKind.Assistance, "suggestion or chat", "suggestions and chats")}
            </ul>
            {TodayChart.Make(hours)}
            <p class="hint"><span class="key answered"></span> answered <span class="key failed"></span> failed. Counted in memory since {Words.Time(today.Since)}, each day (UTC) anew.</p>
            """);
    }

    private Html Total(RequestKind kind, string one, string many) =>
        today.Total(kind) is var total and > 0 ? Html.Of($"""<li>{Words.Count(total, one, many)}</li>""") : Html.Empty;
}

/// <summary>What keeps the server from being ready; null when nothing does.</summary>
internal delegate Task<Failure?> ServerHealth(CancellationToken cancellationToken);
