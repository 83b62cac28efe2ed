namespace Aqueduct.GitLab.Hooks;

/// <summary>Whose webhooks are meant: those of a group, which tell of all projects below it, or of one project.</summary>
/// <param name="OfGroup">Else it is a project.</param>
public readonly record struct HookPlace(bool OfGroup, long Id);

/// <summary>A webhook of a group or project; GitLab shows its secret token never again.</summary>
/// <param name="Name">Null where nobody gave it one, and before GitLab 17.1.</param>
/// <param name="AlertStatus"><c>executable</c>; else GitLab sends nothing: <c>temporarily_disabled</c> or <c>disabled</c>, after failed deliveries.</param>
public sealed record PlacedHook(
    long Id, string Url, bool IssuesEvents, bool ConfidentialIssuesEvents, bool NoteEvents, bool ConfidentialNoteEvents, bool MergeRequestsEvents,
    bool PipelineEvents, bool EmojiEvents, bool PushEvents, bool TagPushEvents, bool EnableSslVerification, string? Name = null, string? AlertStatus = null)
{
    /// <summary>It tells of issues, merge requests, notes, emoji and pipelines, of no pushes, and GitLab sends what it should.</summary>
    public bool IsAsCreated =>
        IssuesEvents && ConfidentialIssuesEvents && NoteEvents && ConfidentialNoteEvents && MergeRequestsEvents && PipelineEvents && EmojiEvents
        && !PushEvents && !TagPushEvents && EnableSslVerification && AlertStatus is null or "executable";
}

/// <param name="Token">Sent with every delivery as <c>X-Gitlab-Token</c>.</param>
internal sealed record NewHook(string Url, string Token, string Name)
{
    public bool IssuesEvents { get; } = true;

    public bool ConfidentialIssuesEvents { get; } = true;

    public bool NoteEvents { get; } = true;

    public bool ConfidentialNoteEvents { get; } = true;

    public bool MergeRequestsEvents { get; } = true;

    public bool PipelineEvents { get; } = true;

    public bool EmojiEvents { get; } = true;

    /// <summary>On unless it is said.</summary>
    public bool PushEvents { get; }

    public bool TagPushEvents { get; }

    public bool EnableSslVerification { get; } = true;

    public override string ToString() => $"hook to {Url}, token ***";
}
