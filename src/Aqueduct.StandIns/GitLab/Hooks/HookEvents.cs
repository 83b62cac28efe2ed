namespace Aqueduct.StandIns.GitLab.Hooks;

/// <summary>Event flags per kind of hook, with GitLab's defaults.</summary>
internal static class HookEvents
{
    private static readonly string[] Shared = ["push_events", "tag_push_events", "merge_requests_events", "repository_update_events"];

    private static readonly string[] OfWork =
    [
        "issues_events", "confidential_issues_events", "note_events", "confidential_note_events", "pipeline_events", "wiki_page_events",
        "deployment_events", "feature_flag_events", "job_events", "releases_events", "milestone_events", "emoji_events",
        "resource_access_token_events", "vulnerability_events",
    ];

    public static IReadOnlyDictionary<string, bool> OfProjects { get; } = With("push_events", [.. Shared, .. OfWork]);

    public static IReadOnlyDictionary<string, bool> OfGroups { get; } = With("push_events", [.. Shared, .. OfWork, "subgroup_events", "member_events", "project_events"]);

    public static IReadOnlyDictionary<string, bool> OfSystem { get; } = With("repository_update_events", Shared);

    private static Dictionary<string, bool> With(string on, string[] events) => events.ToDictionary(e => e, e => e == on);
}
