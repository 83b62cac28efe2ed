using System.Text.Json.Nodes;

namespace Aqueduct.ContractTests.Executable;

/// <summary>The story of <c>up --check</c> is itself the test; here it only has to be told.</summary>
public sealed class UpCheckTests
{
    [Fact]
    public async Task The_whole_story_is_proven()
    {
        var told = await Executable.RunAsync(Path.GetTempPath(), "up", "--check", "--output", "json");

        var report = JsonNode.Parse(told.StandardOutput)!;
        report["steps"]!.AsArray().Where(s => (string?)s!["status"] == "failed").Select(s => $"{s!["name"]}: {s["detail"]}").ShouldBeEmpty();
        ((bool?)report["ok"]).ShouldBe(true);
        report["steps"]!.AsArray().Count.ShouldBe(47);
        told.ExitCode.ShouldBe(0, told.StandardError);
    }
}
