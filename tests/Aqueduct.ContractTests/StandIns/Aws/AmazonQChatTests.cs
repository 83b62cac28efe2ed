using System.Text.Json.Nodes;
using Aqueduct.ContractTests.Tools;

namespace Aqueduct.ContractTests.StandIns.Aws;

/// <summary>SendMessage as botocore sees it, which refuses a stream that does not begin with its initial response.</summary>
public sealed class AmazonQChatTests
{
    private const string Ask =
        """
        q = client("qdeveloperintegration")
        def ask(content, **more):
            answer = call(q, "send_message", message={"content": content}, **more)
            show(list(answer["responseStream"]) if "responseStream" in answer else answer)


        """;

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_comes_in_pieces_and_code_is_attributed()
    {
        await using var world = await ConnectedAsync();
        var shown = await new Boto3(world.Session("Duo")).RunAsync(Ask +
            """
            ask("Where is the Code? 😀", history=[{"userInputMessage": {"content": "hi"}}, {"assistantResponseMessage": {"content": "hello"}}])
            ask("Why?")
            """, CancellationToken);

        var events = shown[0]!.AsArray();
        events[0]!["messageMetadataEvent"]!["utteranceId"]!.GetValue<string>().ShouldBe("utterance-1");
        Text(shown[0]).ShouldBe("Question 1 here, 2 messages before. You asked: Where is the Code? 😀\n```\nreturn 42;\n```");
        events.Count(e => e!["assistantResponseEvent"] is not null).ShouldBeGreaterThan(3);
        var reference = events[^1]!["codeReferenceEvent"]!["references"]!.AsArray().ShouldHaveSingleItem()!;
        reference["licenseName"]!.GetValue<string>().ShouldBe("MIT");
        var span = reference["recommendationContentSpan"]!;
        Text(shown[0])[span["start"]!.GetValue<int>()..span["end"]!.GetValue<int>()].ShouldBe("```\nreturn 42;\n```");
        shown[1]!.AsArray().ShouldAllBe(e => e!["codeReferenceEvent"] == null);
    }

    [Fact]
    public async Task A_conversation_belongs_to_the_caller_who_began_it()
    {
        await using var world = await ConnectedAsync();
        var mine = await new Boto3(world.Session("Duo")).RunAsync(Ask +
            """
            ask("one")
            ask("two", conversationId=shown[0][0]["messageMetadataEvent"]["conversationId"])
            ask("one", conversationId="conversation_id")
            """, CancellationToken);
        var id = mine[0]![0]!["messageMetadataEvent"]!["conversationId"]!.GetValue<string>();
        var theirs = await new Boto3(world.Session("Other")).RunAsync(Ask +
            $"""
            ask("one", conversationId="{id}")
            ask("one", conversationId="conversation_id")
            """, CancellationToken);

        Text(mine[1]).ShouldStartWith("Question 2 here");
        mine[1]![0]!["messageMetadataEvent"]!["conversationId"]!.GetValue<string>().ShouldBe(id);
        Text(mine[2]).ShouldStartWith("Question 1 here");
        theirs[0].ShouldBeRefusal("ResourceNotFoundException", null, ("resourceType", "Conversation"), ("resourceId", id));
        Text(theirs[1]).ShouldStartWith("Question 1 here");
    }

    [Fact]
    public async Task A_question_needs_the_connection_the_right_and_no_grant_but_none_that_is_no_longer_good()
    {
        await using var world = await AmazonQWorld.StartAsync(CancellationToken);
        var ask = Ask + """ask("one")""";
        (await new Boto3(world.Session("Duo")).RunAsync(ask, CancellationToken))[0].ShouldBeRefusal("ResourceNotFoundException", null, ("resourceType", "OAuthAppConnection"));

        world.Connect();
        world.Give("Old", age: TimeSpan.FromHours(1));
        world.Give("Other", "other");
        (await new Boto3(world.Session("None")).RunAsync(ask, CancellationToken))[0]!.AsArray().ShouldNotBeEmpty();
        (await new Boto3(world.Session("Old")).RunAsync(ask, CancellationToken))[0].ShouldBeRefusal("AccessDeniedException", null, ("reason", "gitLabExpiredIdentity"));
        (await new Boto3(world.Session("Other")).RunAsync(ask, CancellationToken))[0].ShouldBeRefusal("AccessDeniedException", null, ("reason", "gitLabInvalidIdentity"));
        (await new Boto3(world.Session("Events", """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"q:SendEvent","Resource":"*"}}"""))
            .RunAsync(ask, CancellationToken))[0]!["Message"]!.GetValue<string>().ShouldEndWith("because no identity-based policy allows the q:SendMessage action");
    }

    [Fact]
    public async Task Members_out_of_the_models_bounds_are_refused_without_being_repeated()
    {
        await using var world = await ConnectedAsync();
        var shown = await new Boto3(world.Session("Duo")).RunAsync(Ask +
            """
            user, assistant = (lambda n: {"userInputMessage": {"content": "x" * n}}), (lambda n: {"assistantResponseMessage": {"content": "😀" * n}})
            ask("😀" * 600000, conversationId="c" * 128, history=[user(600000), assistant(100000)] + [user(0)] * 98)
            ask("x" * 600001, conversationId="c" * 129, history=[user(600001), assistant(100001), dict(user(1), **assistant(1)), {}])
            ask("", history=[user(0)] * 101, conversationId="")
            show(call(q, "send_message"))
            show(call(q, "send_message", message={}))
            """, CancellationToken);

        shown[0]!.AsArray().ShouldNotBeEmpty();
        shown[1].ShouldBeRefusal("ValidationException",
            "6 validation errors detected: Value at 'message.content' failed to satisfy constraint: Member must have length less than or equal to 600000; "
            + $"Value '{new string('c', 129)}' at 'conversationId' failed to satisfy constraint: Member must have length less than or equal to 128; "
            + "Value at 'history.1.member.userInputMessage.content' failed to satisfy constraint: Member must have length less than or equal to 600000; "
            + "Value at 'history.2.member.assistantResponseMessage.content' failed to satisfy constraint: Member must have length less than or equal to 100000; "
            + "Value at 'history.3.member' failed to satisfy constraint: Member must have exactly one of userInputMessage, assistantResponseMessage; "
            + "Value at 'history.4.member' failed to satisfy constraint: Member must have exactly one of userInputMessage, assistantResponseMessage",
            ("reason", "fieldValidationFailed"));
        shown[2]!["Message"]!.GetValue<string>().ShouldStartWith("2 validation errors detected: ");
        shown[3]!["Message"]!.GetValue<string>().ShouldContain("at 'message' failed");
        shown[4]!["Message"]!.GetValue<string>().ShouldContain("at 'message.content' failed");
    }

    private static async Task<AmazonQWorld> ConnectedAsync()
    {
        var world = await AmazonQWorld.StartAsync(CancellationToken);
        world.Connect();
        return world;
    }

    private static string Text(JsonNode? events) => string.Concat(events!.AsArray().Select(e => e!["assistantResponseEvent"]?["content"]?.GetValue<string>()));
}
