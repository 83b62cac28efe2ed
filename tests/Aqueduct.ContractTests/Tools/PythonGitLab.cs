using System.Text.Json.Nodes;
using CliWrap;
using CliWrap.Buffered;

namespace Aqueduct.ContractTests.Tools;

/// <summary>
/// Debian's unmodified python-gitlab. The script finds <c>connect(username)</c>, a client with that user's token, and
/// <c>refused(function, *arguments, **named)</c>, which returns <c>{"status": …, "body": …}</c> of GitLab's refusal; what it hands to
/// <c>show(value)</c> is what the test gets. Every call asks once: nothing is retried.
/// </summary>
internal sealed class PythonGitLab(Uri url)
{
    private const string Python = "/usr/bin/python3";

    private const string Prelude =
        """
        import json, os, resource, sys, gitlab

        resource.setrlimit(resource.RLIMIT_CPU, (60, 60))  # a script that pages for ever must not eat the machine

        shown = []
        show = shown.append

        def connect(username):
            return gitlab.Gitlab(os.environ["STANDIN_URL"], private_token="glpat-standin-" + username)

        def refused(function, *arguments, **named):
            try:
                function(*arguments, **named)
            except gitlab.exceptions.GitlabError as e:
                return {"status": e.response_code, "body": json.loads(e.response_body)}
            raise SystemExit("was not refused")


        """;

    private const string End =
        """


        json.dump(shown, sys.stdout, default=str)
        """;

    /// <summary>Skips the test, saying why, where python-gitlab is missing.</summary>
    public static void Require() =>
        Assert.SkipUnless(File.Exists(Python) && Directory.Exists("/usr/lib/python3/dist-packages/gitlab"), "needs /usr/bin/python3 with python-gitlab (Debian's python3-gitlab)");

    /// <summary>Runs the script; what it showed, in order. A script that fails fails the test.</summary>
    public async Task<JsonArray> RunAsync(string script, CancellationToken cancellationToken)
    {
        var result = await Cli.Wrap(Python)
            .WithArguments(["-I", "-"])
            .WithStandardInputPipe(PipeSource.FromString(Prelude + script + End))
            .WithEnvironmentVariables(new Dictionary<string, string?> { ["STANDIN_URL"] = url.ToString().TrimEnd('/'), ["http_proxy"] = null, ["HTTP_PROXY"] = null })
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(cancellationToken);
        return new ToolResult(result.ExitCode, result.StandardOutput, result.StandardError).Json.AsArray();
    }
}
