using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Aqueduct.ContractTests.Tools;

/// <summary>What a foreign client said.</summary>
internal sealed partial record ToolResult(int ExitCode, string Output, string Error)
{
    /// <summary>Standard output as JSON; fails the test with the client's own words when it failed.</summary>
    public JsonNode Json
    {
        get
        {
            ExitCode.ShouldBe(0, Error);
            return JsonNode.Parse(Output)!;
        }
    }

    /// <summary>AWS's code and text from the AWS CLI's «An error occurred (CODE) when calling the … operation: TEXT».</summary>
    public (string Code, string Message) AwsError
    {
        get
        {
            var match = ErrorLine().Match(Error);
            match.Success.ShouldBeTrue($"exit code {ExitCode}: {Error}");
            return (match.Groups["code"].Value, match.Groups["text"].Value.TrimEnd());
        }
    }

    [GeneratedRegex(@"An error occurred \((?<code>[^)]+)\) when calling the \w+ operation( \(reached max retries: \d+\))?: (?<text>.*)", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex ErrorLine();
}
