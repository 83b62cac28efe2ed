using System.Text.Json;
using Aqueduct.Server.Gateway.Suggestions;

namespace Aqueduct.Tests.Server.Gateway;

public sealed class SuggestionTests
{
    [Theory]
    [InlineData("python", "x", "python")]
    [InlineData("shellscript", "x", "shell")]
    [InlineData("objective-c", "x.m", "c")]
    [InlineData("C#", "x", "csharp")]
    [InlineData("haskell", "x.hs", "plaintext")]
    [InlineData(null, "src/Main.JAVA", "java")]
    [InlineData("", "infra/main.tf", "tf")]
    [InlineData(null, "README", null)]
    public void A_language_is_one_that_amazon_q_takes(string? identifier, string file, string? language) =>
        ProgrammingLanguage.Of(identifier, file).ShouldBe(language);

    [Fact]
    public void The_text_above_keeps_whole_lines_next_to_the_cursor()
    {
        var text = string.Concat(Enumerable.Range(0, 4000).Select(i => $"line {i:0000}\n"));
        var kept = CursorText.Above(text);
        kept.Length.ShouldBeInRange(CursorText.MostCharacters - 10, CursorText.MostCharacters);
        text.ShouldEndWith(kept);
        kept.ShouldStartWith("line ");
    }

    [Fact]
    public void The_text_below_keeps_whole_lines_next_to_the_cursor()
    {
        var text = string.Concat(Enumerable.Range(0, 4000).Select(i => $"line {i:0000}\n"));
        var kept = CursorText.Below(text);
        kept.Length.ShouldBeInRange(CursorText.MostCharacters - 10, CursorText.MostCharacters);
        text.ShouldStartWith(kept);
        kept.ShouldEndWith("\n");
    }

    [Fact]
    public void A_cut_that_falls_on_a_line_border_loses_nothing()
    {
        var line = new string('x', CursorText.MostCharacters - 1) + "\n";
        CursorText.Above("first\n" + line).ShouldBe(line);
        CursorText.Below(line + "last\n").ShouldBe(line);
    }

    [Fact]
    public void An_endless_line_is_never_cut_within_a_character()
    {
        var faces = string.Concat(Enumerable.Repeat("😀", CursorText.MostCharacters));
        CursorText.Above("x" + faces).Length.ShouldBe(CursorText.MostCharacters);
        CursorText.Above(faces + "x").Length.ShouldBe(CursorText.MostCharacters - 1);
        CursorText.Below("x" + faces).Length.ShouldBe(CursorText.MostCharacters - 1);
    }

    [Theory]
    [InlineData("""{"model_provider":"amazon_q","role_arn":"arn"}""", "arn", null)]
    [InlineData("""{"model_metadata":{"provider":"amazon_q","name":"amazon_q","role_arn":"arn"}}""", "arn", null)]
    [InlineData("""{"model_provider":"amazon_q","role_arn":"own","model_metadata":{"provider":"amazon_q","name":"amazon_q","role_arn":"other"}}""", "own", null)]
    [InlineData("""{"model_provider":"amazon_q"}""", "", "role_arn: field required")]
    [InlineData("""{"model_metadata":{"provider":"amazon_q","name":"amazon_q","role_arn":7}}""", "", "model_metadata.role_arn: field required")]
    public void Who_names_amazon_q_gets_it_or_is_told_what_is_wrong(string json, string arn, string? fault)
    {
        var element = JsonDocument.Parse(json).RootElement;
        ModelChoice.Of(element, element).ShouldBe(new ChosenRole(arn, fault));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"model_provider":"anthropic","role_arn":"arn"}""")]
    [InlineData("""{"model_metadata":{"provider":"amazon_q","name":"other","role_arn":"arn"}}""")]
    [InlineData("""{"model_metadata":"amazon_q"}""")]
    public void Everything_else_is_for_another_model(string json)
    {
        var element = JsonDocument.Parse(json).RootElement;
        ModelChoice.Of(element, element).ShouldBeNull();
    }
}
