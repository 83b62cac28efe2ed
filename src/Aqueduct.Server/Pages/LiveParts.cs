using System.Text;
using Aqueduct.Server.Pages.Views;
using Aqueduct.Server.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Aqueduct.Server.Pages;

/// <summary>
/// Server-sent events: the part of a page that changes by itself, whole, each time it is another. Ends when the person is signed out; the
/// browser comes back by itself.
/// </summary>
internal sealed class LiveParts(SignInSessions sessions, OverviewPage overview, IHostApplicationLifetime lifetime, TimeProvider clock)
{
    private const int Most = 100;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    /// <summary>After so many quiet looks a comment is sent, so that proxies leave the connection open.</summary>
    private const int QuietLooks = 10;

    private int open;

    public async Task HandleAsync(HttpContext context)
    {
        if (Interlocked.Increment(ref open) > Most)
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        else
            await StreamAsync(context);
        Interlocked.Decrement(ref open);
    }

    private async Task StreamAsync(HttpContext context)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        using var timer = new PeriodicTimer(LookEvery, clock);
        var (shown, quiet) = ("", 0);
        try
        {
            do
            {
                if ((await sessions.FindAsync(context)).Person is not { } person)
                    break;
                if (shown.Length is 0)
                    Begin(context.Response);
                var now = (await overview.LiveAsync(person, ending.Token)).ToString();
                var text = now != shown ? Event(now) : ++quiet % QuietLooks is 0 ? ":\n\n" : "";
                shown = now;
                await context.Response.WriteAsync(text, ending.Token);
                await context.Response.Body.FlushAsync(ending.Token);
            }
            while (await timer.WaitForNextTickAsync(ending.Token));
            if (!context.Response.HasStarted)
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // the browser left, or the server stops
        }
    }

    private static void Begin(HttpResponse response)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
    }

    private static string Event(string html)
    {
        var text = new StringBuilder();
        foreach (var line in html.ReplaceLineEndings("\n").Split('\n'))
            text.Append("data: ").Append(line).Append('\n');
        return text.Append('\n').ToString();
    }
}
