using System.Net;
using System.Text;
using Aqueduct.GitLab;

namespace Aqueduct.Tests.GitLab;

/// <summary>A client, the calls it sent, and the scripted answers to them, the last of which repeats.</summary>
internal sealed class GitLabWire : HttpMessageHandler
{
    private readonly Func<HttpResponseMessage>[] script;
    private readonly string tokenFile = Path.GetTempFileName();

    public GitLabWire(params Func<HttpResponseMessage>[] script)
    {
        this.script = script;
        File.WriteAllText(tokenFile, "glpat-secret\n");
        Client = new(new Uri("https://gitlab.internal/git/"), tokenFile, this, Clock);
    }

    public LeapingClock Clock { get; } = new();

    public GitLabClient Client { get; }

    public List<string> Calls { get; } = [];

    public string? Authorization { get; private set; }

    public string TokenFile => tokenFile;

    public static Func<HttpResponseMessage> Answer(int status, string body, string type = "application/json", params (string Name, string Value)[] headers) => () =>
    {
        var answer = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, type) };
        foreach (var (name, value) in headers)
            answer.Headers.TryAddWithoutValidation(name, value);
        return answer;
    };

    public static Func<HttpResponseMessage> Throw(Exception exception) => () => throw exception;

    /// <summary>The failure of a read of a user.</summary>
    public async Task<GitLabFailure> FailureAsync() =>
        (await Client.Users.GetAsync(7, TestContext.Current.CancellationToken)).Failure ?? throw new InvalidOperationException("It succeeded.");

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Calls.Add($"{request.Method} {request.RequestUri!.PathAndQuery}");
        Authorization = request.Headers.Authorization?.ToString();
        return Task.FromResult(script[Math.Min(Calls.Count, script.Length) - 1]());
    }

    protected override void Dispose(bool disposing)
    {
        File.Delete(tokenFile);
        base.Dispose(disposing);
    }

    /// <summary>Leaps over every back-off as soon as somebody waits for it, and never reaches the limit of an attempt.</summary>
    internal sealed class LeapingClock : TimeProvider
    {
        public List<TimeSpan> Waits { get; } = [];

        public override DateTimeOffset GetUtcNow() => new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            // The limit is a CancellationTokenSource's, which a leap would end at once.
            if (state is CancellationTokenSource || dueTime < TimeSpan.Zero)
                return System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, period);
            Waits.Add(dueTime);
            return System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
