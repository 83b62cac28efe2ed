using System.Net;
using System.Text;

namespace Aqueduct.Tests.Aws;

/// <summary>Stands at the end of the wire: keeps what was sent and answers from a script, the last line of which repeats.</summary>
internal sealed class RecordingTransport(params Func<CancellationToken, Task<HttpResponseMessage>>[] script) : HttpMessageHandler
{
    public List<Sent> Requests { get; } = [];

    public Sent Request => Requests.ShouldHaveSingleItem();

    public static RecordingTransport Answering(params HttpResponseMessage[] answers) =>
        new([.. answers.Select(a => (Func<CancellationToken, Task<HttpResponseMessage>>)(_ => Task.FromResult(a)))]);

    public static RecordingTransport Throwing(Exception exception) => new(_ => Task.FromException<HttpResponseMessage>(exception));

    public static HttpResponseMessage Answer(string body, int status = 200, string type = "text/xml", params (string Name, string Value)[] headers)
    {
        var answer = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, type) };
        foreach (var (name, value) in headers)
        {
            answer.Headers.TryAddWithoutValidation(name, value);
        }

        return answer;
    }

    public static HttpResponseMessage QueryError(string code, string message, int status) =>
        Answer($"<ErrorResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error><RequestId>req-1</RequestId></ErrorResponse>", status);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var headers = request.Headers.NonValidated.Concat(request.Content?.Headers.NonValidated ?? default)
            .ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var body = request.Content is null ? "" : Encoding.UTF8.GetString(await request.Content.ReadAsByteArrayAsync(cancellationToken));
        Requests.Add(new Sent(request.Method.Method, request.RequestUri!, headers, body));
        return await script[Math.Min(Requests.Count, script.Length) - 1](cancellationToken);
    }

    internal sealed record Sent(string Method, Uri Url, IReadOnlyDictionary<string, string> Headers, string Body)
    {
        public IReadOnlyDictionary<string, string> Form { get; } = Body.Split('&').Where(p => p.Contains('=')).Select(p => p.Split('=', 2))
            .ToDictionary(p => WebUtility.UrlDecode(p[0]), p => WebUtility.UrlDecode(p[1]));
    }
}
