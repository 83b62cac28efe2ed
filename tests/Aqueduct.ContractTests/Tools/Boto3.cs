using System.Text.Json.Nodes;
using CliWrap;
using CliWrap.Buffered;

namespace Aqueduct.ContractTests.Tools;

/// <summary>
/// Debian's unmodified boto3. A process costs half a second, so a test makes all its calls in one script. The script finds
/// <c>client(service, **options)</c>, and <c>call(client, operation, **parameters)</c>, which returns the answer, or the refusal as
/// <c>{"Code": …, "Message": …, "Status": …}</c>; what it hands to <c>show(value)</c> is what the test gets.
/// </summary>
internal sealed class Boto3(AwsEnvironment environment)
{
    private const string Python = "/usr/bin/python3";

    private const string Prelude =
        """
        import json, os, sys, boto3
        from botocore.config import Config
        from botocore.exceptions import ClientError

        shown = []
        show = shown.append

        def client(service, **options):
            # botocore's own checks are off: the stand-in must refuse by itself.
            config = Config(parameter_validation=False, retries={"total_max_attempts": 1}).merge(options.pop("config", Config()))
            return boto3.client(service, endpoint_url=os.environ["STANDIN_URL"], config=config, **options)

        def call(service, operation, **parameters):
            try:
                answer = getattr(service, operation)(**parameters)
                metadata = answer.pop("ResponseMetadata")
                assert metadata["RequestId"], "no request id"
                return answer
            except ClientError as e:
                members = {k: v for k, v in e.response.items() if k not in ("Error", "ResponseMetadata", "message")}
                return {"Code": e.response["Error"]["Code"], "Message": e.response["Error"]["Message"],
                        "Status": e.response["ResponseMetadata"]["HTTPStatusCode"], **members}


        """;

    private const string End =
        """


        json.dump(shown, sys.stdout, default=str)
        """;

    /// <summary>Skips the test, saying why, where boto3 is missing.</summary>
    public static void Require() =>
        Assert.SkipUnless(File.Exists(Python) && Directory.Exists("/usr/lib/python3/dist-packages/boto3"), "needs /usr/bin/python3 with boto3 (Debian's python3-boto3)");

    /// <summary>Runs the script; what it showed, in order. A script that fails fails the test.</summary>
    public async Task<JsonArray> RunAsync(string script, CancellationToken cancellationToken)
    {
        using var home = new TemporaryFolder();
        var variables = new Dictionary<string, string?>(environment.Variables(home.Path)) { ["STANDIN_URL"] = environment.Endpoint.ToString() };
        var result = await Cli.Wrap(Python)
            .WithArguments(["-I", "-"])
            .WithStandardInputPipe(PipeSource.FromString(Prelude + script + End))
            .WithEnvironmentVariables(variables)
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(cancellationToken);
        return new ToolResult(result.ExitCode, result.StandardOutput, result.StandardError).Json.AsArray();
    }
}
