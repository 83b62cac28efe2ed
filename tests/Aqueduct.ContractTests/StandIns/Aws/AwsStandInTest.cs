using System.Text.Json.Nodes;
using Aqueduct.ContractTests.Tools;
using Aqueduct.StandIns.Aws;

namespace Aqueduct.ContractTests.StandIns.Aws;

/// <summary>A test with a stand-in of its own, driven by boto3.</summary>
public abstract class AwsStandInTest : IAsyncLifetime
{
    private AwsStandIn? aws;

    private protected AwsStandIn Aws => aws!;

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected virtual AwsStandInOptions Options => new() { Urls = "http://127.0.0.1:0" };

    public async ValueTask InitializeAsync()
    {
        Boto3.Require();
        aws = await AwsStandIn.StartAsync(Options, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (aws is not null) await aws.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs the script as root; <c>iam</c> is at hand. See <see cref="Boto3"/>.</summary>
    private protected Task<JsonArray> RunAsync(string script) =>
        new Boto3(new AwsEnvironment(Aws.Url)).RunAsync("iam = client('iam')\n" + script, Cancellation);

    /// <summary>Asserts that an answer is this refusal.</summary>
    private protected static void ShouldBeRefused(JsonNode? answer, string code, int status, string text) =>
        (Text(answer, "Code"), answer?["Status"]?.GetValue<int>(), Text(answer, "Message")).ShouldBe((code, (int?)status, text));

    private protected static string? Text(JsonNode? node, string name) => node?[name]?.GetValue<string>();

    private protected static IEnumerable<string> Texts(JsonNode? list) => list!.AsArray().Select(t => t!.GetValue<string>());
}
