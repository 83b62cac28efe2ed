using System.Collections.Concurrent;
using System.Net;
using Aqueduct.Server.Identity.CloudConnector;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Aqueduct.Tests.Server.Identity.CloudConnector;

/// <summary>Two issuers, the web between them and us, and a clock in the test's hand.</summary>
internal sealed class CloudConnectorWorld : HttpMessageHandler, ILogger<TrustedIssuer>
{
    private readonly HttpClient http;

    public CloudConnectorWorld()
    {
        Portal = new("https://customers.gitlab.com", SigningPair.First, Clock);
        GitLab = new("https://gitlab.example.com", SigningPair.OfGitLab, Clock);
        http = new(this, disposeHandler: false);
        var options = new CloudConnectorOptions([Portal.Name, GitLab.Name], uid => Instances.Contains(uid));
        Issuers = new(options, http, Clock, this);
        Tokens = new(options, Issuers, Clock);
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public SigningIssuer Portal { get; }

    public SigningIssuer GitLab { get; }

    public HashSet<string> Instances { get; } = [IssuerWorld.Uid];

    public TrustedIssuers Issuers { get; }

    public CloudConnectorTokens Tokens { get; }

    /// <summary>How often the portal's key set was asked for.</summary>
    public int Fetches { get; private set; }

    public bool Reachable { get; set; } = true;

    /// <summary>Holds every answer of the web until it completes.</summary>
    public Task Answering { get; set; } = Task.CompletedTask;

    public TimeSpan? MaxAge { get; set; }

    /// <summary>What an operator reads.</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    public async Task<CloudConnectorRefusal?> VerifyAsync(string token) =>
        (await Tokens.VerifyAsync(token, TestContext.Current.CancellationToken)).TryGet(out _, out var refusal) ? null : refusal;

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Information)
            Log.Enqueue(formatter(state, exception));
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var url = request.RequestUri!.AbsoluteUri;
        Fetches += url == Portal.Name + "/keys" ? 1 : 0;
        await Answering.WaitAsync(cancellationToken);
        if (!Reachable)
            throw new HttpRequestException("Connection refused");
        var issuer = url.StartsWith(GitLab.Name, StringComparison.Ordinal) ? GitLab : Portal; // whoever is asked: what must not be fetched is there
        var page = url.EndsWith("/keys", StringComparison.Ordinal) ? issuer.Jwks.ToJsonString()
            : url == issuer.Name + "/.well-known/openid-configuration" ? issuer.Discovery
            : null;
        var answer = new HttpResponseMessage(page is null ? HttpStatusCode.NotFound : HttpStatusCode.OK) { Content = new StringContent(page ?? "") };
        if (MaxAge is not null)
            answer.Headers.CacheControl = new() { MaxAge = MaxAge };
        return answer;
    }

    protected override void Dispose(bool disposing)
    {
        http.Dispose();
        base.Dispose(disposing);
    }
}
