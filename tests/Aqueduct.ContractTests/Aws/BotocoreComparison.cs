using System.Text.Json;
using System.Text.Json.Nodes;
using Aqueduct.Aws;
using CliWrap;
using CliWrap.Buffered;
using Microsoft.Extensions.Time.Testing;

namespace Aqueduct.ContractTests.Aws;

/// <summary>Sends every call of ours into a recorder, and lets one run of botocore say what it would have sent.</summary>
public sealed class BotocoreComparison : IAsyncLifetime
{
    public const string AccessKey = "AKIAIOSFODNN7EXAMPLE";
    public const string SecretKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    public const string Token = "IQoJb3JpZ2luX2VjEXAMPLE//token==";

    private const string Python = "/usr/bin/python3";

    private static readonly DateTimeOffset Time = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private readonly Dictionary<string, (SentRequest Ours, SentRequest Botocore)> pairs = [];
    private string? missing;

    internal (SentRequest Ours, SentRequest Botocore) Of(string name)
    {
        Assert.SkipUnless(missing is null, missing ?? "");
        return pairs[name];
    }

    public async ValueTask InitializeAsync()
    {
        missing = await MissingToolAsync();
        if (missing is not null)
        {
            return;
        }

        var ours = new List<SentRequest>();
        foreach (var call in BotocoreCalls.All)
        {
            ours.Add(await SendAsync(call));
        }

        var botocore = await AskAsync(BotocoreCalls.All.Zip(ours, (call, sent) => call.ToJson(sent)));
        for (var i = 0; i < ours.Count; i++)
        {
            pairs.Add(BotocoreCalls.All[i].Name, (ours[i], botocore[i]));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task<string?> MissingToolAsync()
    {
        if (!File.Exists(Python))
        {
            return $"{Python} is not installed";
        }

        var import = await Cli.Wrap(Python).WithArguments(["-c", "import botocore"]).WithValidation(CommandResultValidation.None).ExecuteAsync();
        return import.IsSuccess ? null : "python3-botocore is not installed";
    }

    private static async Task<SentRequest> SendAsync(BotocoreCall call)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, $"[default]\naws_access_key_id = {AccessKey}\naws_secret_access_key = {SecretKey}\naws_session_token = {Token}\n");
            var recorder = new Recorder();
            using var clients = new AwsClients(new AwsTarget(call.Region, CredentialsFile: file), recorder, new FakeTimeProvider(Time));
            await call.Ours(clients, CancellationToken.None);
            return recorder.Last!;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<SentRequest[]> AskAsync(IEnumerable<JsonObject> calls)
    {
        var work = new JsonObject
        {
            ["time"] = "2026-03-01T12:00:00Z",
            ["access_key"] = AccessKey,
            ["secret_key"] = SecretKey,
            ["token"] = Token,
            ["calls"] = new JsonArray([.. calls]),
        };
        var script = Path.Combine(RepositoryRoot.Path, "tests", "Aqueduct.ContractTests", "Tools", "botocore_calls.py");
        var answer = await Cli.Wrap(Python)
            .WithArguments([script])
            .WithEnvironmentVariables(Environment.GetEnvironmentVariables().Keys.Cast<string>()
                .Where(name => name.StartsWith("AWS_", StringComparison.Ordinal)).ToDictionary(name => name, _ => (string?)null))
            .WithEnvironmentVariables(e => e
                .Set("AWS_CONFIG_FILE", "/dev/null").Set("AWS_SHARED_CREDENTIALS_FILE", "/dev/null").Set("AWS_STS_REGIONAL_ENDPOINTS", "regional"))
            .WithStandardInputPipe(PipeSource.FromString(work.ToJsonString()))
            .ExecuteBufferedAsync();
        return JsonSerializer.Deserialize<SentRequest[]>(answer.StandardOutput, Web)!;
    }

    private sealed class Recorder : HttpMessageHandler
    {
        public SentRequest? Last { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var headers = request.Headers.NonValidated.Concat(request.Content!.Headers.NonValidated).ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString());
            var body = await request.Content.ReadAsStringAsync(cancellationToken);
            Last = new SentRequest(request.Method.Method, request.RequestUri!.AbsoluteUri, headers, body, headers.GetValueOrDefault("authorization"));

            // The document of a managed policy takes two calls; the rest may fail, for only what was sent counts.
            var answer = "<GetPolicyResponse><GetPolicyResult><Policy><DefaultVersionId>v3</DefaultVersionId></Policy></GetPolicyResult></GetPolicyResponse>";
            return new HttpResponseMessage { Content = new StringContent(body.StartsWith("Action=GetPolicy&", StringComparison.Ordinal) ? answer : "") };
        }
    }
}
