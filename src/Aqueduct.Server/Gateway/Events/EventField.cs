using Aqueduct.Server.Gateway.Http;

namespace Aqueduct.Server.Gateway.Events;

/// <summary>The members of an event's payload, by what it is about. Source: GitLab's request payload and its AI gateway's model; ids and line numbers are texts.</summary>
internal static class EventField
{
    private const int Most = 1024;

    public static readonly TextField Source = new("source", Most);

    private static readonly TextField[] OfAll =
    [
        new("command", 255), new("project_path", Most), new("project_id", Most), new("note_id", Most, Nullable: true), new("discussion_id", Most),
        Source,
    ];

    public static IReadOnlyList<TextField> OfIssue { get; } = [.. OfAll, new("issue_id", Most), new("issue_iid", Most)];

    public static IReadOnlyList<TextField> OfMergeRequest { get; } =
    [
        .. OfAll,
        new("merge_request_id", Most), new("merge_request_iid", Most), new("source_branch", Most), new("target_branch", Most),
        new("last_commit_id", Most, Nullable: true), // null when it has no commits: no reason to lose the command
        .. ((string[])["start_sha", "head_sha", "file_path", "comment_start_line", "comment_end_line", "user_message"])
            .Select(name => new TextField(name, Most, Required: false, Nullable: true)),
    ];
}
