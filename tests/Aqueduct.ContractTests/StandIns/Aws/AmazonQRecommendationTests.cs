using System.Text.Json.Nodes;
using Aqueduct.ContractTests.Tools;

namespace Aqueduct.ContractTests.StandIns.Aws;

public sealed class AmazonQRecommendationTests
{
    private const string Recommend =
        """
        q = client("qdeveloperintegration")
        def recommend(left, right="", filename="A.cs", language="csharp", **more):
            file = dict(leftFileContent=left, rightFileContent=right, filename=filename, programmingLanguage={"languageName": language})
            show(call(q, "generate_code_recommendations", fileContext=file, **more))


        """;

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_recommendation_tells_what_it_was_made_of_and_is_attributed_on_demand()
    {
        await using var world = await AmazonQWorld.StartAsync(CancellationToken);
        var shown = await new Boto3(world.Session("Duo")).RunAsync(Recommend +
            """
            recommend("int a;\n  var b = \n", "}")
            recommend("// under which licence?\n", maxResults=2)
            """, CancellationToken);

        var one = shown[0].ShouldBeOk()["CodeRecommendations"]!.AsArray().ShouldHaveSingleItem()!;
        one["content"]!.GetValue<string>().ShouldBe("// 1: csharp, 18 characters before, 1 after: var b =");
        one["references"]!.AsArray().ShouldBeEmpty();
        var two = shown[1].ShouldBeOk()["CodeRecommendations"]!.AsArray();
        two.Count.ShouldBe(2);
        two[1]!["references"]![0]!["licenseName"]!.GetValue<string>().ShouldBe("MIT");
    }

    [Fact]
    public async Task Members_out_of_the_models_bounds_are_refused_and_code_is_not_repeated()
    {
        await using var world = await AmazonQWorld.StartAsync(CancellationToken);
        var shown = await new Boto3(world.Session("Duo")).RunAsync(Recommend +
            """
            recommend("😀" * 30720, "x" * 30720, filename="f" * 1024, maxResults=10)
            recommend("x" * 30721, "😀" * 30721, filename="", language="objective-c", maxResults=11)
            show(call(q, "generate_code_recommendations", fileContext={}))
            show(call(q, "generate_code_recommendations"))
            for language in "python r csharp tf systemverilog plaintext".split(): recommend("", language=language)
            """, CancellationToken);

        shown[0].ShouldBeOk()["CodeRecommendations"]!.AsArray().Count.ShouldBe(10);
        var text = Refusal(shown[1], 5);
        text.ShouldContain("Value at 'fileContext.leftFileContent' failed to satisfy constraint: Member must have length less than or equal to 30720");
        text.ShouldContain("Value 'objective-c' at 'fileContext.programmingLanguage.languageName' failed to satisfy constraint: Member must satisfy enum value set: [python, ");
        text.ShouldNotContain("xxx");
        Refusal(shown[2], 4);
        Refusal(shown[3], 1);
        foreach (var answer in shown.Skip(4)) answer.ShouldBeOk();
    }

    [Fact]
    public async Task A_recommendation_needs_the_right_and_no_grant_that_is_no_longer_good()
    {
        await using var world = await AmazonQWorld.StartAsync(CancellationToken);
        world.Connect();
        world.Give("Old", age: TimeSpan.FromHours(1));
        (await new Boto3(world.Session("Old")).RunAsync(Recommend + """recommend("")""", CancellationToken))[0]
            .ShouldBeRefusal("AccessDeniedException", null, ("reason", "gitLabExpiredIdentity"));
        (await new Boto3(world.Session("Events", """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"q:SendEvent","Resource":"*"}}"""))
            .RunAsync(Recommend + """recommend("")""", CancellationToken))[0]!["Message"]!.GetValue<string>()
            .ShouldEndWith("because no identity-based policy allows the q:GenerateCodeRecommendations action");
    }

    private static string Refusal(JsonNode? answer, int violations)
    {
        answer.ShouldBeRefusal("ValidationException", null, ("reason", "fieldValidationFailed"));
        var text = answer!["Message"]!.GetValue<string>();
        text.ShouldStartWith($"{violations} validation error");
        return text;
    }
}
