using System.Text.Json;
using Aqueduct.Aws.QDeveloper;
using Aqueduct.Server.Gateway.Chat;

namespace Aqueduct.Tests.Server.Gateway;

public sealed class ChatTests
{
    [Fact]
    public void The_last_question_is_asked_and_the_rest_is_history()
    {
        var asked = Read("""{"messages":[{"role":"user","content":"one"},{"role":"assistant","content":"1"},{"role":"user","content":"two"}]}""").Asked!;
        asked.Question.ShouldBe("two");
        asked.History.ShouldBe([new(ChatSpeaker.User, "one"), new(ChatSpeaker.Assistant, "1")]);
    }

    [Fact]
    public void What_gitlab_sends_along_stands_before_the_question_and_is_marked()
    {
        var asked = Read("""
            {"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Why?","context":{"type":"issue","content":"It breaks."},
              "current_file":{"file_path":"a.cs","data":"class A;"},"additional_context":[{"category":"file","id":"b.cs","content":"class B;"}]}]}
            """).Asked!;
        asked.Question.ShouldBe("Be brief.\n--- issue ---\nIt breaks.\n--- file: a.cs ---\nclass A;\n--- file: b.cs ---\nclass B;\n--- question ---\nWhy?");
        asked.Typed.ShouldBe("Why?");
        asked.Categories.ShouldBe(["file"]);
    }

    [Fact]
    public void Material_is_cut_at_a_line_before_the_question_is()
    {
        var lines = string.Concat(Enumerable.Repeat("0123456789\\n", 60_000));
        var question = Read($$$"""{"messages":[{"role":"user","content":"Why?","context":{"type":"issue","content":"{{{lines}}}"}}]}""").Asked!.Question;
        question.Length.ShouldBeLessThanOrEqualTo(600_000);
        question.ShouldEndWith("0123456789\n--- question ---\nWhy?");
    }

    [Theory]
    [InlineData("""{"messages":[]}""", "messages: there is no question of a user")]
    [InlineData("""{"messages":[{"role":"robot","content":"x"}]}""", "messages.0.role: it must be user, assistant or system")]
    public void A_wrong_request_is_told_what_is_wrong(string json, string fault) => Read(json).Fault.ShouldBe(fault);

    [Fact]
    public void A_chat_goes_on_in_its_own_conversation_and_nobody_elses()
    {
        var memory = new ChatMemory();
        memory.Remember("dana", "one", "1", "conversation-1");
        var next = Read("""{"messages":[{"role":"user","content":"one"},{"role":"assistant","content":"1"},{"role":"user","content":"two"}]}""").Asked!;
        memory.Find("dana", next).ShouldBe("conversation-1");
        memory.Find("max", next).ShouldBeNull();
        memory.Find("dana", Read("""{"messages":[{"role":"user","content":"one"}]}""").Asked!).ShouldBeNull();
    }

    [Fact]
    public void References_name_repository_licence_address_and_place() =>
        ReferenceText.Of([new("MIT", "acme/lib", "https://example.com/lib", (3, 9)), new(null, null, null, null)])
            .ShouldBe("\n\nCode references:\n- acme/lib [MIT]: https://example.com/lib (characters 3 to 9)\n- unknown repository");

    private static (ChatRequest? Asked, string? Fault) Read(string json)
    {
        var fault = ChatRequest.Read(JsonDocument.Parse(json).RootElement, out var asked);
        return (asked, fault);
    }
}
