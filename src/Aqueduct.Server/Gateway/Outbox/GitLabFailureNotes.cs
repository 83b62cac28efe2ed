using System.Globalization;
using Aqueduct.GitLab;
using Aqueduct.GitLab.Notes;
using Microsoft.Extensions.Logging;

namespace Aqueduct.Server.Gateway.Outbox;

/// <summary>Notes through GitLab's REST API, in the thread where the user asked when there is one.</summary>
internal sealed partial class GitLabFailureNotes(NotesClient notes, ILogger<GitLabFailureNotes> logger) : IFailureNotes
{
    public async Task<NoteResult> PostAsync(EventOrigin origin, string markdown, CancellationToken cancellationToken)
    {
        if (TargetOf(origin) is not { } target)
            return NoteResult.Refused;
        var failure = origin.DiscussionId is { Length: > 0 } discussion
            ? (await notes.ReplyAsync(target, discussion, markdown, cancellationToken)).Failure
            : (await notes.CreateAsync(target, markdown, cancellationToken)).Failure;
        if (failure is { Kind: GitLabFailureKind.NotFound } && origin.DiscussionId is { Length: > 0 }) // the thread is gone
            failure = (await notes.CreateAsync(target, markdown, cancellationToken)).Failure;
        if (failure is null)
            return NoteResult.Posted;
        LogFailed(failure);
        return failure.MayBeExecuted ? NoteResult.Unknown : IsPassing(failure.Kind) ? NoteResult.TryLater : NoteResult.Refused;
    }

    // The numbers come from GitLab's payload through many hands, and become part of a path.
    private static NoteTarget? TargetOf(EventOrigin origin) =>
        TryParse(origin.ProjectId, out var project) && TryParse(origin.Iid, out var iid) ? new NoteTarget(project, origin.MergeRequest, iid) : null;

    private static bool TryParse(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    /// <summary>Time cures it, or the operator with a new token.</summary>
    private static bool IsPassing(GitLabFailureKind kind) =>
        kind is GitLabFailureKind.RateLimited or GitLabFailureKind.Unreachable or GitLabFailureKind.NoToken or GitLabFailureKind.Unauthorized;

    [LoggerMessage(1457, LogLevel.Warning, "GitLab did not take a failure note: {Failure}")]
    private partial void LogFailed(GitLabFailure failure);
}
