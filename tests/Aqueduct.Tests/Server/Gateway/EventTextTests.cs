using System.Text;
using Aqueduct.Server.Gateway.Events;

namespace Aqueduct.Tests.Server.Gateway;

/// <summary>Source of names, limits and order: GitLab's request payload, as its AI gateway models it.</summary>
public sealed class EventTextTests
{
    private const string Issue = """
        { "command": "dev", "role_arn": "arn:aws:iam::111122223333:role/Q", "project_path": "acme/shop", "project_id": "42",
          "note_id": null, "discussion_id": "", "source": "issue", "issue_id": "900", "issue_iid": "7", "unknown": [1, {"a": 2}] }
        """;

    [Fact]
    public void An_event_is_the_payloads_known_members_compact_and_in_order() =>
        Write(Issue).Text.ShouldBe(
            """{"command":"dev","project_path":"acme/shop","project_id":"42","discussion_id":"","source":"issue","issue_id":"900","issue_iid":"7"}""");

    [Fact]
    public void Text_goes_as_raw_utf8_whatever_it_was_escaped_as() =>
        Write(Issue.Replace("acme/shop", @"acme\/caf\u00e9 \ud83d\ude00 \u0022\u0001\n", StringComparison.Ordinal)).Text.ShouldContain(@"""acme/café 😀 \""\u0001\n""");

    [Fact]
    public void An_emoji_counts_as_one_character()
    {
        var full = string.Concat(Enumerable.Repeat("😀", 1024));
        Write(Issue.Replace("acme/shop", full, StringComparison.Ordinal)).Fault.ShouldBeNull();
        Write(Issue.Replace("acme/shop", full + "😀", StringComparison.Ordinal)).Fault.ShouldBe("payload.project_path: it has more than 1024 characters");
    }

    [Theory]
    [InlineData("\"issue_iid\": \"7\"", "\"issue_iid\": 7", "payload.issue_iid: it must be a string")]
    [InlineData("\"issue_iid\": \"7\",", "", "payload.issue_iid: field required")]
    [InlineData("\"note_id\": null,", "", "payload.note_id: field required")]
    [InlineData("\"command\": \"dev\"", "\"command\": null", "payload.command: it must be a string")]
    [InlineData("\"command\": \"dev\",", "\"command\": \"dev\", \"command\": \"review\",", "payload.command: it is there twice")]
    [InlineData("\"source\": \"issue\"", "\"source\": \"epic\"", "payload.source: it must be merge_request, issue or web_hook")]
    public void A_wrong_member_is_named(string right, string wrong, string fault) =>
        Write(Issue.Replace(right, wrong, StringComparison.Ordinal)).Fault.ShouldBe(fault);

    [Fact]
    public void A_merge_request_without_commits_is_still_an_event() =>
        Write("""
            {"command":"review","project_path":"a/b","project_id":"1","note_id":"","discussion_id":"d1","source":"merge_request","merge_request_id":"5",
             "merge_request_iid":"3","source_branch":"x","target_branch":"main","last_commit_id":null,"start_sha":null}
            """).Text.ShouldEndWith(""","source_branch":"x","target_branch":"main"}""");

    [Fact]
    public void A_hooks_data_stays_as_it_is_nulls_and_digits_included() =>
        Write("""{"source": "web_hook", "data": {"n": 1.50e3, "none": null, "list": [ true, {} ], "t": "\u00fc"}, "role_arn": "x"}""").Text
            .ShouldBe("""{"source":"web_hook","data":{"n":1.50e3,"none":null,"list":[true,{}],"t":"ü"}}""");

    [Theory]
    [InlineData("""{"source":"web_hook"}""", "payload.data: field required")]
    [InlineData("""{"source":"web_hook","data":[]}""", "payload.data: it must be an object")]
    public void A_hook_needs_data(string payload, string fault) => Write(payload).Fault.ShouldBe(fault);

    [Fact]
    public void Events_of_one_issue_share_an_order_and_know_their_discussion()
    {
        var place = Write(Issue.Replace("\"discussion_id\": \"\"", "\"discussion_id\": \"abc\"", StringComparison.Ordinal)).Place;
        place.OrderKey.ShouldBe("42/issue/7");
        place.DiscussionId.ShouldBe("abc");
    }

    [Theory]
    [InlineData("""{"object_kind":"merge_request","project":{"id":42},"object_attributes":{"iid":3}}""", "42/merge_request/3")]
    [InlineData("""{"object_kind":"pipeline","project":{"id":42},"object_attributes":{"iid":99},"merge_request":{"iid":3}}""", "42/merge_request/3")]
    [InlineData("""{"object_kind":"pipeline","project":{"id":42},"merge_request":null}""", "42/-/")]
    [InlineData("{}", "/-/")]
    public void A_hook_is_of_the_merge_request_it_speaks_of(string data, string key) =>
        Write($$"""{"source":"web_hook","data":{{data}}}""").Place.OrderKey.ShouldBe(key);

    private static (string Text, EventPlace Place, string? Fault) Write(string payload)
    {
        var fault = EventText.Write(Encoding.UTF8.GetBytes(payload), out var place, out var text);
        return (Encoding.UTF8.GetString(text.Span), place, fault);
    }
}
