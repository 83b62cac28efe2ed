using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Aqueduct.StandIns.GitLab.Http;

/// <summary>What goes back to the caller.</summary>
internal sealed record Answer(int Status, byte[] Body, string? ContentType)
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public List<KeyValuePair<string, string>> Headers { get; } = [];

    /// <summary>Writes the answer itself, for what is too large or too lively for a buffer.</summary>
    public Func<HttpContext, Task>? Stream { get; init; }

    public static Answer Json(JsonNode? body, int status = 200) =>
        new(status, JsonSerializer.SerializeToUtf8Bytes(body, Relaxed), "application/json");

    public static Answer Created(JsonNode? body) => Json(body, 201);

    public static Answer NoContent() => new(204, [], null);

    public static Answer Html(string html, int status = 200) => new(status, Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8");

    public static Answer Text(string text, int status = 200) => new(status, Encoding.UTF8.GetBytes(text), "text/plain");

    public static Answer Redirect(string location) => Html($"<html><body>You are being <a href=\"{WebUtility.HtmlEncode(location)}\">redirected</a>.</body></html>", 302).With("Location", location);

    public static Answer Streamed(Func<HttpContext, Task> stream) => new(200, [], null) { Stream = stream };

    public Answer With(string header, string value)
    {
        Headers.Add(new(header, value));
        return this;
    }

    public async Task WriteAsync(HttpContext http)
    {
        if (Stream is not null)
        {
            await Stream(http);
            return;
        }
        http.Response.StatusCode = Status;
        foreach (var (name, value) in Headers) http.Response.Headers.Append(name, value);
        if (ContentType is null) return;
        http.Response.ContentType = ContentType;
        http.Response.ContentLength = Body.Length;
        if (!HttpMethods.IsHead(http.Request.Method)) await http.Response.Body.WriteAsync(Body, http.RequestAborted);
    }
}
