using Aqueduct.ContractTests.Tools;
using Aqueduct.StandIns.GitLab;

namespace Aqueduct.ContractTests.StandIns.GitLab;

/// <summary>Notes of the stand-in, as python-gitlab knows them.</summary>
public sealed class NoteTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("issues", "Issue")]
    [InlineData("mergerequests", "MergeRequest")]
    public async Task A_note_is_shown_alone_and_becomes_a_thread_with_its_first_answer(string manager, string type)
    {
        var shown = await RunAsync($$"""
            on = connect("dana").projects.get("acme/shop").{{manager}}.get(1)
            note = on.notes.create({"body": "first"})
            show([note.body, note.author["username"], note.noteable_type, note.noteable_iid, note.type, note.system])
            thread = on.discussions.list()[0]
            show([thread.attributes["individual_note"], len(thread.attributes["notes"])])
            thread.notes.create({"body": "answer"})
            thread = on.discussions.get(thread.id)
            show([thread.attributes["individual_note"], [[n["body"], n["type"]] for n in thread.attributes["notes"]]])
            show([n.body for n in on.notes.list()]); show([n.body for n in on.notes.list(sort="asc")])
            show(on.notes.get(note.id).body); show(connect("dana").projects.get("acme/shop").{{manager}}.get(1).user_notes_count)
            """);

        shown.ShouldBe($$"""[["first","dana","{{type}}",1,null,false],[true,1],[false,[["first","DiscussionNote"],["answer","DiscussionNote"]]],["answer","first"],["first","answer"],"first",2]""");
    }

    [Fact]
    public async Task Guests_write_on_issues_and_not_on_merge_requests_of_a_private_project()
    {
        var shown = await RunAsync("""
            gus = connect("gus")
            show(gus.http_post("/projects/acme%2Fshop/issues/1/notes", post_data={"body": "me too"})["author"]["username"])
            show(refused(gus.http_post, "/projects/acme%2Fshop/merge_requests/1/notes", post_data={"body": "me too"}))
            """);

        shown.ShouldBe("""["gus",{"status":403,"body":{"message":"403 Forbidden"}}]""");
    }

    [Fact]
    public async Task What_is_missing_or_empty_is_refused_in_gitlabs_words()
    {
        var shown = await RunAsync("""
            g = connect("dana")
            show(refused(g.http_post, "/projects/acme%2Fshop/issues/1/notes"))
            show(refused(g.http_post, "/projects/acme%2Fshop/issues/1/notes", post_data={"body": " "}))
            show(refused(g.http_post, "/projects/acme%2Fshop/issues/9/notes", post_data={"body": "a"}))
            show(refused(g.http_post, "/projects/acme%2Fshop/issues/1/discussions/0123/notes", post_data={"body": "a"}))
            show(refused(gitlab.Gitlab(os.environ["STANDIN_URL"]).http_post, "/projects/acme%2Fshop/issues/1/notes", post_data={"body": "a"}))
            """);

        shown.ShouldBe("""[{"status":400,"body":{"error":"body is missing"}},{"status":400,"body":{"message":"400 Bad request - Note {:note=\u003E[\u0022can\u0027t be blank\u0022]}"}},"""
            + """{"status":404,"body":{"message":"404 Not found"}},{"status":404,"body":{"message":"404 Discussion Not Found"}},{"status":401,"body":{"message":"401 Unauthorized"}}]""");
    }

    private static async Task<string> RunAsync(string script)
    {
        PythonGitLab.Require();
        await using var gitLab = await GitLabStandIn.StartAsync(new GitLabStandInOptions { Urls = ["http://127.0.0.1:0"] }, Cancelled);
        return (await new PythonGitLab(gitLab.Url).RunAsync(script, Cancelled)).ToJsonString();
    }
}
