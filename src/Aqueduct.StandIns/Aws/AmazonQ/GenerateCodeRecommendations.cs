using System.Globalization;
using System.Text.Json.Nodes;
using Aqueduct.StandIns.Aws.Calls;

namespace Aqueduct.StandIns.Aws.AmazonQ;

/// <summary>
/// Recommends a comment that tells what it was asked with, so that a test sees whose code went where; attributed when the text before the cursor
/// speaks of a licence. The model knows no missing connection here, so none is needed; with one, a grant that is there has to be good.
/// </summary>
internal static class GenerateCodeRecommendations
{
    private const int MostContext = 30_720;

    private static readonly string[] Languages =
    [
        "python", "javascript", "java", "csharp", "typescript", "c", "cpp", "go", "kotlin", "php", "ruby", "rust", "scala", "shell", "sql", "json",
        "yaml", "vue", "tf", "tsx", "jsx", "plaintext", "systemverilog", "dart", "lua", "swift", "powershell", "r",
    ];

    public static AwsAnswer Run(AwsCall call)
    {
        var (left, right, language, count) = Read(call);
        call.World.Read(world =>
        {
            var region = world.AmazonQ.In(call.Region);
            if (region.Connection is { } connection) Grants.CheckGivenUsable(region, connection, call);
            return true;
        });
        var isAttributed = left.Contains("licence", StringComparison.OrdinalIgnoreCase) || left.Contains("license", StringComparison.OrdinalIgnoreCase);
        return AwsAnswer.Of(new JsonObject
        {
            ["CodeRecommendations"] = new JsonArray([.. Enumerable.Range(1, count).Select(n => Recommendation(n))]),
        });

        JsonObject Recommendation(int number)
        {
            var content = string.Create(
                CultureInfo.InvariantCulture, $"// {number}: {language}, {Characters(left)} characters before, {Characters(right)} after: {LastLine(left)}");
            return new JsonObject { ["content"] = content, ["references"] = new JsonArray(isAttributed ? [Attribution.Of(0, content.Length)] : []) };
        }
    }

    private static int Characters(string text) => text.EnumerateRunes().Count();

    private static string LastLine(string left)
    {
        var line = left.AsSpan().TrimEnd();
        line = line[(line.LastIndexOf('\n') + 1)..].Trim();
        return line[..Math.Min(line.Length, 80)].ToString();
    }

    private static (string Left, string Right, string Language, int Count) Read(AwsCall call)
    {
        var file = call.Json.Structure("fileContext");
        var (left, right) = (file?.Text("leftFileContent"), file?.Text("rightFileContent"));
        var (name, structure, count) = (file?.Text("filename"), file?.Structure("programmingLanguage"), call.Json.Integer("maxResults"));
        var language = structure?.Text("languageName");
        AmazonQInput.Validate(constraints =>
        {
            constraints.Required("fileContext", file is null ? null : "");
            constraints.Range("maxResults", count, 1, 10);
            if (file is null) return;
            constraints.Required("fileContext.leftFileContent", left);
            constraints.SensitiveLength("fileContext.leftFileContent", left, 0, MostContext);
            constraints.Required("fileContext.rightFileContent", right);
            constraints.SensitiveLength("fileContext.rightFileContent", right, 0, MostContext);
            constraints.Required("fileContext.filename", name);
            constraints.SensitiveLength("fileContext.filename", name, 1, 1024);
            constraints.Required("fileContext.programmingLanguage.languageName", language);
            constraints.OneOf("fileContext.programmingLanguage.languageName", language, Languages);
        });
        return (left!, right!, language!, (int)(count ?? 1));
    }
}
