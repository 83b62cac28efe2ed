using Aqueduct.GitLab;
using Aqueduct.GitLab.Notes;

namespace Aqueduct.Tests.GitLab;

public sealed class NotesTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_note_goes_to_its_issue_or_merge_request_or_into_its_thread()
    {
        using var wire = new GitLabWire(GitLabWire.Answer(201, """{"id":5,"body":"a"}"""));
        (await wire.Client.Notes.CreateAsync(new NoteTarget(42, MergeRequest: false, 7), "a", Cancelled)).TryGet(out var note, out _).ShouldBeTrue();
        await wire.Client.Notes.CreateAsync(new NoteTarget(42, MergeRequest: true, 7), "a", Cancelled);
        await wire.Client.Notes.ReplyAsync(new NoteTarget(42, MergeRequest: true, 7), "0a1b", "a", Cancelled);

        note.ShouldBe(new Note(5, "a"));
        wire.Calls.ShouldBe([
            "POST /git/api/v4/projects/42/issues/7/notes",
            "POST /git/api/v4/projects/42/merge_requests/7/notes",
            "POST /git/api/v4/projects/42/merge_requests/7/discussions/0a1b/notes",
        ]);
    }

    [Theory]
    [InlineData("../../../../users")]
    [InlineData("a b")]
    public async Task A_thread_that_cannot_be_gitlabs_is_not_asked_for(string discussionId)
    {
        using var wire = new GitLabWire(GitLabWire.Answer(201, "{}"));
        var failure = (await wire.Client.Notes.ReplyAsync(new NoteTarget(1, false, 1), discussionId, "a", Cancelled)).Failure;

        failure!.Kind.ShouldBe(GitLabFailureKind.NotFound);
        wire.Calls.ShouldBeEmpty();
    }
}
