using Aqueduct.ContractTests.Storage;
using Aqueduct.ContractTests.Tools;
using Aqueduct.GitLab;
using Aqueduct.Server.Gateway.Outbox;
using Aqueduct.Server.Storage;
using Aqueduct.StandIns.GitLab;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aqueduct.ContractTests.Server.Outbox;

/// <summary>The user sees in GitLab what became of the request; python-gitlab reads it there.</summary>
public sealed class FailureNoteTests() : OutboxContract(new SqliteEngine())
{
    [Fact]
    public async Task The_note_is_in_the_thread_where_the_user_asked_and_says_why()
    {
        PythonGitLab.Require();
        await using var gitLab = await GitLabStandIn.StartAsync(new GitLabStandInOptions { Urls = ["http://127.0.0.1:0"] }, Cancelled);
        var python = new PythonGitLab(gitLab.Url);
        var thread = (await python.RunAsync(
            """
            mr = connect("dana").projects.get("acme/shop").mergerequests.get(1)
            mr.notes.create({"body": "please look"}); show(mr.discussions.list()[0].id)
            """, Cancelled))[0]!.GetValue<string>();
        await DieAsync("a1", new EventOrigin("1", MergeRequest: true, "1", thread));
        await DieAsync("b1", new EventOrigin("1", MergeRequest: false, "1", "0123456789abcdef0123456789abcdef01234567")); // a thread that is gone

        var tokenFile = Path.Combine(Folder, "token");
        await File.WriteAllTextAsync(tokenFile, "glpat-standin-root", Cancelled);
        using (var client = new GitLabClient(gitLab.Url, tokenFile, new SocketsHttpHandler { UseProxy = false }, TimeProvider.System))
            await PassAsync(new GitLabFailureNotes(client.Notes, NullLogger<GitLabFailureNotes>.Instance));

        var shown = await python.RunAsync(
            $"""
            shop = connect("dana").projects.get("acme/shop")
            notes = shop.mergerequests.get(1).discussions.get("{thread}").attributes["notes"]
            show([n["author"]["username"] for n in notes]); show(notes[1]["body"])
            show([n.body.splitlines()[2] for n in shop.issues.get(1).notes.list()])
            """, Cancelled);
        shown[0]!.ToJsonString().ShouldBe("""["dana","root"]""");
        shown[1]!.GetValue<string>().ShouldBe(
            """
            > :warning: **Amazon Q did not get this request.**
            >
            > Cause: `Amazon Q throttles.`
            >
            > What helps: `Ask again later.`
            >
            > Request ID: `request-a1`
            """);
        shown[2]!.ToJsonString().ShouldBe("""["\u003E Cause: \u0060Amazon Q throttles.\u0060"]""");
        (await NotesAsync()).ShouldBe([FailureNote.Posted, FailureNote.Posted]);
    }

    [Theory]
    [InlineData(NoteResult.Posted, FailureNote.Posted, 1)]
    [InlineData(NoteResult.Refused, FailureNote.Failed, 1)]
    [InlineData(NoteResult.Unknown, FailureNote.Trying, 1)]
    [InlineData(NoteResult.TryLater, FailureNote.Wanted, 3)]
    internal async Task Only_a_note_that_is_surely_not_there_is_written_again(NoteResult result, FailureNote state, int calls)
    {
        await DieAsync("a1", new EventOrigin("1", false, "1", null));
        var gitLab = new ScriptedNotes(result);
        for (var pass = 0; pass < 3; pass++)
            await PassAsync(gitLab);

        gitLab.Calls.ShouldBe(calls);
        (await NotesAsync()).ShouldBe([state]);
    }

    private async Task DieAsync(string token, EventOrigin origin)
    {
        await First.Outbox.StoreAsync(Event(token[..1], token, origin), Cancelled);
        var claimed = (await First.Claims.ClaimAsync(1, Cancelled)).ShouldHaveSingleItem();
        await First.Claims.SettleAsync([new Settlement.Dead(claimed, Throttled)], Cancelled);
    }

    private async Task PassAsync(IFailureNotes notes)
    {
        using var posting = new FailureNotePosting(First.Dead, notes, First.WakeUps, Clock, NullLogger<FailureNotePosting>.Instance);
        await posting.PassAsync(Cancelled);
    }

    private async Task<IEnumerable<FailureNote>> NotesAsync() => (await First.Outbox.ListDeadAsync(10, Cancelled)).Select(d => d.Note);

    private sealed class ScriptedNotes(NoteResult result) : IFailureNotes
    {
        public int Calls { get; private set; }

        public Task<NoteResult> PostAsync(EventOrigin origin, string markdown, CancellationToken cancellationToken)
        {
            Calls++;
            return Task.FromResult(result);
        }
    }
}
