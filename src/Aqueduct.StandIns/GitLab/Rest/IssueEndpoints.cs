using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.Access;
using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.Rest;

/// <summary>Issues, to read.</summary>
internal sealed class IssueEndpoints(GitLabWorld world, Rights rights, UserShapes users, Pagination pagination)
{
    public void Map(RestRoutes routes)
    {
        routes.Get("/issues", call => List(call, world.State.Projects.Where(p => rights.Sees(call.Caller, p)), onlyMine: call.Parameters.Text("scope") != "all"));
        routes.Get("/projects/:id/issues", call => List(call, [rights.Project(call)], onlyMine: false), Demand.Anyone);
        routes.Get("/projects/:id/issues/:issue_iid", Get, Demand.Anyone);
    }

    private Answer List(Call call, IEnumerable<Project> projects, bool onlyMine)
    {
        var ids = projects.Select(p => p.Id).ToHashSet();
        var state = call.Parameters.OneOf("state", "opened", "closed", "all");
        return pagination.Page(
            call,
            world.State.Issues
                .Where(i => ids.Contains(i.ProjectId) && (!onlyMine || i.AuthorId == call.Caller.User.Id))
                .Where(i => state is null or "all" || i.Closed == (state == "closed"))
                .OrderByDescending(i => i.CreatedAt).ThenByDescending(i => i.Id),
            Shape);
    }

    private Answer Get(Call call)
    {
        var project = rights.Project(call);
        return Answer.Json(Shape(world.State.Issues.Find(i => i.ProjectId == project.Id && i.Iid == call.Number("issue_iid")) ?? throw ApiError.NotFound()));
    }

    private JsonObject Shape(Issue issue)
    {
        var path = world.State.FullPath(world.State.Projects.Single(p => p.Id == issue.ProjectId));
        return new JsonObject
        {
            ["id"] = issue.Id,
            ["iid"] = issue.Iid,
            ["project_id"] = issue.ProjectId,
            ["title"] = issue.Title,
            ["description"] = issue.Description,
            ["state"] = issue.Closed ? "closed" : "opened",
            ["created_at"] = issue.CreatedAt.Iso(),
            ["updated_at"] = issue.UpdatedAt.Iso(),
            ["closed_at"] = null,
            ["closed_by"] = null,
            ["labels"] = new JsonArray([.. issue.Labels.Select(l => JsonValue.Create(l))]),
            ["milestone"] = null,
            ["assignees"] = new JsonArray([.. issue.AssigneeIds.Select(a => users.Basic(world.State.User(a)))]),
            ["author"] = users.Basic(world.State.User(issue.AuthorId)),
            ["type"] = "ISSUE",
            ["assignee"] = issue.AssigneeIds.Count > 0 ? users.Basic(world.State.User(issue.AssigneeIds[0])) : null,
            ["user_notes_count"] = world.State.Notes.Count(n => !n.OnMergeRequest && n.NoteableId == issue.Id),
            ["merge_requests_count"] = 0,
            ["upvotes"] = 0,
            ["downvotes"] = 0,
            ["due_date"] = null,
            ["confidential"] = false,
            ["discussion_locked"] = null,
            ["issue_type"] = "issue",
            ["web_url"] = $"{world.ExternalUrl}/{path}/-/issues/{issue.Iid}",
            ["references"] = new JsonObject { ["short"] = $"#{issue.Iid}", ["relative"] = $"#{issue.Iid}", ["full"] = $"{path}#{issue.Iid}" },
        };
    }
}
