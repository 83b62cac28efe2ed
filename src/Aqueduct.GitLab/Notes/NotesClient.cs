using System.Globalization;
using Aqueduct.GitLab.Calling;

namespace Aqueduct.GitLab.Notes;

/// <summary>What a note is written on.</summary>
/// <param name="MergeRequest">Else it is an issue.</param>
public sealed record NoteTarget(long ProjectId, bool MergeRequest, long Iid);

/// <summary>A comment on an issue or merge request.</summary>
public sealed record Note(long Id, string Body);

internal sealed record NewNote(string Body);

/// <summary>Notes. A call of unknown outcome is not repeated: the failure says that it may have been executed.</summary>
public sealed class NotesClient
{
    private readonly GitLabChannel channel;

    internal NotesClient(GitLabChannel channel) => this.channel = channel;

    /// <param name="body">Markdown.</param>
    public Task<GitLabResult<Note>> CreateAsync(NoteTarget on, string body, CancellationToken cancellationToken) =>
        PostAsync($"{Path(on)}/notes", body, cancellationToken);

    /// <summary>Writes into a thread; one that stood alone becomes one.</summary>
    public Task<GitLabResult<Note>> ReplyAsync(NoteTarget on, string discussionId, string body, CancellationToken cancellationToken) =>
        discussionId.All(char.IsAsciiHexDigit)
            ? PostAsync($"{Path(on)}/discussions/{discussionId}/notes", body, cancellationToken)
            : Task.FromResult<GitLabResult<Note>>(GitLabCall.Post($"{Path(on)}/discussions").Failed(GitLabFailureKind.NotFound, "The ID of the discussion is not one of GitLab's."));

    private Task<GitLabResult<Note>> PostAsync(string path, string body, CancellationToken cancellationToken) =>
        channel.SendAsync(GitLabCall.Post(path, new(body), GitLabJson.Default.NewNote), GitLabJson.Default.Note, cancellationToken);

    private static string Path(NoteTarget on) =>
        string.Create(CultureInfo.InvariantCulture, $"/projects/{on.ProjectId}/{(on.MergeRequest ? "merge_requests" : "issues")}/{on.Iid}");
}
