using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.Access;
using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.Rest;

/// <summary>Merge requests, to read. Guests of a private project have no access to its code and so none to these.</summary>
internal sealed class MergeRequestEndpoints(GitLabWorld world, Rights rights, UserShapes users, Pagination pagination)
{
    public void Map(RestRoutes routes)
    {
        routes.Get("/merge_requests", call => List(call, world.State.Projects.Where(p => rights.LevelIn(call.Caller, p) >= AccessLevel.Reporter), onlyMine: call.Parameters.Text("scope") != "all"));
        routes.Get("/projects/:id/merge_requests", call => List(call, [Project(call)], onlyMine: false), Demand.Anyone);
        routes.Get("/projects/:id/merge_requests/:merge_request_iid", Get, Demand.Anyone);
    }

    private Answer List(Call call, IEnumerable<Project> projects, bool onlyMine)
    {
        var ids = projects.Select(p => p.Id).ToHashSet();
        var state = call.Parameters.OneOf("state", "opened", "closed", "locked", "merged", "all");
        return pagination.Page(
            call,
            world.State.MergeRequests
                .Where(m => ids.Contains(m.ProjectId) && (!onlyMine || m.AuthorId == call.Caller.User.Id))
                .Where(m => state is null or "all" || m.State == state)
                .Where(m => call.Parameters.Text("source_branch") is not { } branch || m.SourceBranch == branch)
                .OrderByDescending(m => m.CreatedAt).ThenByDescending(m => m.Id),
            Shape);
    }

    private Answer Get(Call call)
    {
        var project = Project(call);
        var found = world.State.MergeRequests.Find(m => m.ProjectId == project.Id && m.Iid == call.Number("merge_request_iid")) ?? throw ApiError.NotFound();
        var shape = Shape(found);
        shape["diff_refs"] = new JsonObject { ["base_sha"] = found.BaseSha, ["head_sha"] = found.HeadSha, ["start_sha"] = found.BaseSha };
        shape["changes_count"] = "1";
        shape["merge_error"] = null;
        shape["user"] = new JsonObject { ["can_merge"] = rights.LevelIn(call.CallerOrNobody, project) >= AccessLevel.Developer };
        return Answer.Json(shape);
    }

    private Project Project(Call call) => rights.Project(call) is { Visibility: "private" } ? rights.Project(call, AccessLevel.Reporter) : rights.Project(call);

    private JsonObject Shape(MergeRequest request)
    {
        var path = world.State.FullPath(world.State.Projects.Single(p => p.Id == request.ProjectId));
        return new JsonObject
        {
            ["id"] = request.Id,
            ["iid"] = request.Iid,
            ["project_id"] = request.ProjectId,
            ["title"] = request.Title,
            ["description"] = request.Description,
            ["state"] = request.State,
            ["created_at"] = request.CreatedAt.Iso(),
            ["updated_at"] = request.UpdatedAt.Iso(),
            ["merged_by"] = null,
            ["merged_at"] = null,
            ["closed_by"] = null,
            ["closed_at"] = null,
            ["target_branch"] = request.TargetBranch,
            ["source_branch"] = request.SourceBranch,
            ["user_notes_count"] = world.State.Notes.Count(n => n.OnMergeRequest && n.NoteableId == request.Id),
            ["upvotes"] = 0,
            ["downvotes"] = 0,
            ["author"] = users.Basic(world.State.User(request.AuthorId)),
            ["assignees"] = new JsonArray([.. request.AssigneeIds.Select(a => users.Basic(world.State.User(a)))]),
            ["reviewers"] = new JsonArray([.. request.ReviewerIds.Select(r => users.Basic(world.State.User(r)))]),
            ["source_project_id"] = request.ProjectId,
            ["target_project_id"] = request.ProjectId,
            ["labels"] = new JsonArray(),
            ["draft"] = false,
            ["work_in_progress"] = false,
            ["milestone"] = null,
            ["merge_when_pipeline_succeeds"] = false,
            ["merge_status"] = "can_be_merged",
            ["detailed_merge_status"] = "mergeable",
            ["sha"] = request.HeadSha,
            ["merge_commit_sha"] = null,
            ["squash_commit_sha"] = null,
            ["squash"] = false,
            ["has_conflicts"] = false,
            ["references"] = new JsonObject { ["short"] = $"!{request.Iid}", ["relative"] = $"!{request.Iid}", ["full"] = $"{path}!{request.Iid}" },
            ["web_url"] = $"{world.ExternalUrl}/{path}/-/merge_requests/{request.Iid}",
        };
    }
}
