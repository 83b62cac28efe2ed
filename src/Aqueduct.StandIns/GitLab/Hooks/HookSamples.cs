using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.Rest;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.Hooks;

/// <summary>What GitLab sends when a hook is tested: a payload made from what the project holds.</summary>
internal sealed class HookSamples(GitLabWorld world, ProjectShapes projects)
{
    /// <summary>The event's name and payload; refused as GitLab does when the project has nothing to make it from.</summary>
    public (string Event, JsonObject Payload) Make(string trigger, Project project, User user) => trigger switch
    {
        "push_events" or "tag_push_events" => trigger == "push_events" ? ("Push Hook", Push(project, user, "push", "refs/heads/")) : ("Tag Push Hook", Push(project, user, "tag_push", "refs/tags/")),
        "issues_events" or "confidential_issues_events" => ("Issue Hook", Issue(project, user)),
        "merge_requests_events" => ("Merge Request Hook", MergeRequest(project, user)),
        "note_events" or "confidential_note_events" or "emoji_events" => throw Missing("Ensure the project has notes."),
        "job_events" => throw Missing("Ensure the project has CI jobs."),
        "pipeline_events" => throw Missing("Ensure the project has CI pipelines."),
        "wiki_page_events" => throw Missing("Ensure the wiki is enabled and has pages."),
        "releases_events" => throw Missing("Ensure the project has releases."),
        "deployment_events" => throw Missing("Ensure the project has deployments."),
        "feature_flag_events" => throw Missing("Ensure the project has feature flags."),
        "milestone_events" => throw Missing("Ensure the project has milestones."),
        _ => throw ApiError.Error(400, "trigger does not have a valid value"),
    };

    private static ApiError Missing(string text) => ApiError.Of(422, text);

    private JsonObject Push(Project project, User user, string kind, string prefix)
    {
        var head = world.State.MergeRequests.Find(m => m.ProjectId == project.Id)?.BaseSha ?? new string('0', 40);
        return new JsonObject
        {
            ["object_kind"] = kind,
            ["event_name"] = kind,
            ["before"] = new string('0', 40),
            ["after"] = head,
            ["ref"] = prefix + project.DefaultBranch,
            ["checkout_sha"] = head,
            ["user_id"] = user.Id,
            ["user_name"] = user.Name,
            ["user_username"] = user.Username,
            ["project_id"] = project.Id,
            ["project"] = Described(project),
            ["commits"] = new JsonArray(),
            ["total_commits_count"] = 0,
        };
    }

    private JsonObject Issue(Project project, User user)
    {
        var issue = world.State.Issues.Find(i => i.ProjectId == project.Id) ?? throw Missing("Ensure the project has issues.");
        return Event("issue", project, user, new JsonObject
        {
            ["id"] = issue.Id,
            ["iid"] = issue.Iid,
            ["project_id"] = project.Id,
            ["author_id"] = issue.AuthorId,
            ["title"] = issue.Title,
            ["description"] = issue.Description,
            ["state"] = issue.Closed ? "closed" : "opened",
            ["confidential"] = false,
            ["created_at"] = issue.CreatedAt.Iso(),
            ["updated_at"] = issue.UpdatedAt.Iso(),
            ["url"] = $"{world.ExternalUrl}/{world.State.FullPath(project)}/-/issues/{issue.Iid}",
        });
    }

    private JsonObject MergeRequest(Project project, User user)
    {
        var request = world.State.MergeRequests.Find(m => m.ProjectId == project.Id) ?? throw Missing("Ensure the project has merge requests.");
        return Event("merge_request", project, user, new JsonObject
        {
            ["id"] = request.Id,
            ["iid"] = request.Iid,
            ["author_id"] = request.AuthorId,
            ["source_project_id"] = project.Id,
            ["target_project_id"] = project.Id,
            ["source_branch"] = request.SourceBranch,
            ["target_branch"] = request.TargetBranch,
            ["title"] = request.Title,
            ["description"] = request.Description,
            ["state"] = request.State,
            ["last_commit"] = new JsonObject { ["id"] = request.HeadSha },
            ["url"] = $"{world.ExternalUrl}/{world.State.FullPath(project)}/-/merge_requests/{request.Iid}",
        });
    }

    private JsonObject Event(string kind, Project project, User user, JsonObject attributes) => new()
    {
        ["object_kind"] = kind,
        ["event_type"] = kind,
        ["user"] = new JsonObject { ["id"] = user.Id, ["name"] = user.Name, ["username"] = user.Username, ["avatar_url"] = null, ["email"] = "[REDACTED]" },
        ["project"] = Described(project),
        ["object_attributes"] = attributes,
        ["labels"] = new JsonArray(),
        ["changes"] = new JsonObject(),
    };

    private JsonObject Described(Project project)
    {
        var shape = projects.Simple(project);
        return new JsonObject
        {
            ["id"] = project.Id,
            ["name"] = project.Name,
            ["description"] = project.Description,
            ["web_url"] = shape["web_url"]!.DeepClone(),
            ["git_http_url"] = shape["http_url_to_repo"]!.DeepClone(),
            ["namespace"] = shape["namespace"]!["name"]!.DeepClone(),
            ["path_with_namespace"] = shape["path_with_namespace"]!.DeepClone(),
            ["default_branch"] = project.DefaultBranch,
        };
    }
}
