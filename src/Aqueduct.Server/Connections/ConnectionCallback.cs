using System.Globalization;
using Aqueduct.Server.Audit;
using Aqueduct.Server.Storage;
using Aqueduct.Setup.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aqueduct.Server.Connections;

/// <summary>
/// <c>GET /connection/callback?code&amp;state</c>: where GitLab sends a person after the consent. The code goes on to Amazon Q unredeemed and is
/// neither logged nor kept. Open to the world: without a state of ours nothing happens.
/// </summary>
internal sealed partial class ConnectionCallback(
    Connection connection, IDatabase database, IAuditTrail trail, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<ConnectionCallback> logger) : IDisposable
{
    public const string Route = "/connection/callback";

    /// <summary>Two requests with one state: the second must find it used.</summary>
    private readonly SemaphoreSlim oneAtATime = new(1);

    public async Task HandleAsync(HttpContext context)
    {
        var correlationId = Guid.NewGuid().ToString("N");
        CallbackPage page;
        try
        {
            page = await AnswerAsync(context.Request.Query, context.Connection.RemoteIpAddress?.ToString() ?? "", correlationId);
        }
        catch (Exception e) when (!lifetime.ApplicationStopping.IsCancellationRequested)
        {
            LogUnexpected(e, Route, correlationId);
            page = CallbackPage.Broken;
        }

        LogCall(Route, page.Status, correlationId);
        await page.WriteAsync(context, correlationId);
    }

    public void Dispose() => oneAtATime.Dispose();

    private async Task<CallbackPage> AnswerAsync(IQueryCollection query, string address, string correlationId)
    {
        if (query.ContainsKey("error"))
            return CallbackPage.Refused; // GitLab's words are not repeated: anybody could put them there
        if (query["code"] is not [{ Length: > 0 } code] || query["state"] is not [{ Length: > 0 } state])
            return CallbackPage.NoConsent;

        // Who closes the page must not break what has begun: the code is good for once.
        var cancellationToken = lifetime.ApplicationStopping;
        await oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var consented = await connection.ConsentAsync(code, state, cancellationToken);
            var page = consented.TryGet(out _, out var failures) ? CallbackPage.Connected : CallbackPage.Of(failures[0]);
            if (page.Status is not StatusCodes.Status400BadRequest) // a stranger's call is not the last of the connection
            {
                await connection.RememberAsync(new(Route, page.Status, clock.GetUtcNow(), correlationId), cancellationToken);
                await trail.RecordAsync(database, EntryOf(page, address, correlationId), cancellationToken);
            }

            return page;
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <summary>GitLab does not say who consented, only that somebody with the link of ours did.</summary>
    private static AuditEntry EntryOf(CallbackPage page, string address, string correlationId) => new(
        "browser", null, "connection.consent", "connection", null, string.Create(CultureInfo.InvariantCulture, $"answered {page.Status}"), address, correlationId);

    [LoggerMessage(1301, LogLevel.Information, "Connection call {Route} answered {Status}, correlation ID {CorrelationId}")]
    private partial void LogCall(string route, int status, string correlationId);

    [LoggerMessage(1302, LogLevel.Error, "Connection call {Route} failed, correlation ID {CorrelationId}")]
    private partial void LogUnexpected(Exception exception, string route, string correlationId);
}
