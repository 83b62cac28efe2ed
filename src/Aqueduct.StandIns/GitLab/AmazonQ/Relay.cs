using System.Net.ServerSentEvents;
using System.Text;
using Aqueduct.StandIns.GitLab.Http;
using Microsoft.AspNetCore.Http;

namespace Aqueduct.StandIns.GitLab.AmazonQ;

/// <summary>
/// Passes the gateway's answer on, status and text unchanged, streams as they come: what GitLab's Workhorse does with code suggestions.
/// Stricter than that, it ends a stream that is not what was agreed, instead of leaving that to the editor.
/// </summary>
internal static class Relay
{
    public const string Completions = "/v2/code/completions";
    public const string Generations = "/v3/code/completions";
    public const string Suggestions = "/v4/code/suggestions";

    private const string EventStream = "text/event-stream";
    private const string FormatHeader = "X-Streaming-Format";
    private static readonly string[] PassedOn = [FormatHeader, "Retry-After"];

    public static async Task<Answer> PassOnAsync(GatewayExchange exchange, CancellationToken cancellationToken)
    {
        if (exchange.Response is null) return Answer.Text("Internal Server Error\n", 500);
        if (exchange.MediaType == EventStream) return Answer.Streamed(http => StreamAsync(exchange, exchange.Response, http));
        var whole = await exchange.ReadAsync(cancellationToken);
        if (whole.Status == 0) return Answer.Streamed(Cut);
        var answer = new Answer(whole.Status, Encoding.UTF8.GetBytes(whole.Body), exchange.MediaType ?? "text/plain");
        foreach (var (name, value) in HeadersOf(exchange.Response)) answer.With(name, value);
        return answer;
    }

    private static async Task StreamAsync(GatewayExchange exchange, HttpResponseMessage response, HttpContext http)
    {
        http.Response.StatusCode = exchange.Call.Status;
        http.Response.ContentType = EventStream;
        foreach (var (name, value) in HeadersOf(response)) http.Response.Headers[name] = value;
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(http.RequestAborted);
            if (exchange.Call.Path == Suggestions) await EventsAsync(response, body, http);
            else await body.CopyToAsync(http.Response.Body, http.RequestAborted);
        }
        catch (Exception e) when (exchange.Call.Note(e, http.RequestAborted))
        {
            await Cut(http);
        }
    }

    private static async Task EventsAsync(HttpResponseMessage response, Stream body, HttpContext http)
    {
        if (HeadersOf(response).All(h => h != (FormatHeader, "sse"))) throw new InvalidDataException($"The event stream has no header {FormatHeader}: sse.");
        var order = new SuggestionEvents();
        await foreach (var item in SseParser.Create(body).EnumerateAsync(http.RequestAborted))
        {
            order.Accept(item.EventType, item.Data);
            await http.Response.WriteAsync($"event: {item.EventType}\ndata: {item.Data}\n\n", http.RequestAborted);
        }
        order.End();
    }

    private static IEnumerable<(string Name, string Value)> HeadersOf(HttpResponseMessage response) =>
        PassedOn.Where(response.Headers.Contains).Select(name => (name, string.Join(", ", response.Headers.GetValues(name))));

    private static Task Cut(HttpContext http)
    {
        http.Abort();
        return Task.CompletedTask;
    }
}
