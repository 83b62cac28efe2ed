using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.Access;
using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.Rest;

/// <summary>
/// Notes on issues and merge requests, alone or as answers in a thread. Who sees the issue or merge request may write. Quick actions are
/// not carried out, and there are no internal notes.
/// </summary>
internal sealed class NoteEndpoints(GitLabWorld world, Rights rights, UserShapes users, Pagination pagination)
{
    private const int LongestBody = 1_000_000;

    /// <summary>What is commented on.</summary>
    private sealed record Noteable(Project Project, bool MergeRequest, long Id, long Iid);

    public void Map(RestRoutes routes)
    {
        Map("/projects/:id/issues/:issue_iid", Issue);
        Map("/projects/:id/merge_requests/:merge_request_iid", MergeRequest);

        void Map(string path, Func<Call, Noteable> find)
        {
            routes.Get($"{path}/notes", call => List(call, find(call)), Demand.Anyone);
            routes.Get($"{path}/notes/:note_id", call => Answer.Json(Shape(Of(find(call)).FirstOrDefault(n => n.Id == call.Number("note_id")) ?? throw ApiError.NotFound("Note"))), Demand.Anyone);
            routes.Post($"{path}/notes", call => Create(call, find(call), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20))));
            routes.Get($"{path}/discussions", call => pagination.Page(call, Of(find(call)).GroupBy(n => n.DiscussionId), Shape), Demand.Anyone);
            routes.Get($"{path}/discussions/:discussion_id", call => Answer.Json(Shape(Discussion(call, find(call)))), Demand.Anyone);
            routes.Post($"{path}/discussions/:discussion_id/notes", call => Create(call, find(call), Discussion(call, find(call)).Key));
        }
    }

    private Answer List(Call call, Noteable on)
    {
        call.Parameters.OneOf("order_by", "created_at", "updated_at"); // the same: no note changes
        return pagination.Page(call, call.Parameters.OneOf("sort", "asc", "desc") is "asc" ? Of(on) : Of(on).Reverse(), Shape);
    }

    private Answer Create(Call call, Noteable on, string discussionId)
    {
        var body = call.Parameters.Required("body");
        if (string.IsNullOrWhiteSpace(body)) throw ApiError.BadRequest("Note {:note=>[\"can't be blank\"]}");
        if (body.Length > LongestBody) throw ApiError.BadRequest("Note {:note=>[\"is too long (maximum is 1000000 characters)\"]}");
        var note = new Note
        {
            Id = world.State.NextId("note"),
            ProjectId = on.Project.Id,
            OnMergeRequest = on.MergeRequest,
            NoteableId = on.Id,
            NoteableIid = on.Iid,
            DiscussionId = discussionId,
            AuthorId = call.Caller.Writer.Id,
            Body = body,
            CreatedAt = world.Now,
        };
        world.State.Notes.Add(note);
        return Answer.Created(Shape(note));
    }

    private Noteable Issue(Call call)
    {
        var project = rights.Project(call);
        var issue = world.State.Issues.Find(i => i.ProjectId == project.Id && i.Iid == call.Number("issue_iid")) ?? throw ApiError.NotFound();
        return new Noteable(project, false, issue.Id, issue.Iid);
    }

    // As for reading a merge request: its code must be visible.
    private Noteable MergeRequest(Call call)
    {
        var project = rights.Project(call);
        if (project.Visibility == "private" && rights.LevelIn(call.CallerOrNobody, project) < AccessLevel.Reporter) throw ApiError.Forbidden();
        var request = world.State.MergeRequests.Find(m => m.ProjectId == project.Id && m.Iid == call.Number("merge_request_iid")) ?? throw ApiError.NotFound();
        return new Noteable(project, true, request.Id, request.Iid);
    }

    /// <summary>Oldest first.</summary>
    private IEnumerable<Note> Of(Noteable on) => world.State.Notes.Where(n => n.OnMergeRequest == on.MergeRequest && n.NoteableId == on.Id);

    private IGrouping<string, Note> Discussion(Call call, Noteable on) =>
        Of(on).GroupBy(n => n.DiscussionId).FirstOrDefault(d => d.Key == call["discussion_id"]) ?? throw ApiError.NotFound("Discussion");

    private JsonObject Shape(IGrouping<string, Note> discussion) => new()
    {
        ["id"] = discussion.Key,
        ["individual_note"] = discussion.Count() == 1,
        ["notes"] = new JsonArray([.. discussion.Select(Shape)]),
    };

    private JsonObject Shape(Note note) => new()
    {
        ["id"] = note.Id,
        ["type"] = world.State.Notes.Count(n => n.DiscussionId == note.DiscussionId) > 1 ? "DiscussionNote" : null,
        ["body"] = note.Body,
        ["author"] = users.Basic(world.State.User(note.AuthorId)),
        ["created_at"] = note.CreatedAt.Iso(),
        ["updated_at"] = note.CreatedAt.Iso(),
        ["system"] = false,
        ["noteable_id"] = note.NoteableId,
        ["noteable_type"] = note.OnMergeRequest ? "MergeRequest" : "Issue",
        ["project_id"] = note.ProjectId,
        ["resolvable"] = note.OnMergeRequest && world.State.Notes.Count(n => n.DiscussionId == note.DiscussionId) > 1,
        ["confidential"] = false,
        ["internal"] = false,
        ["imported"] = false,
        ["imported_from"] = "none",
        ["noteable_iid"] = note.NoteableIid,
        ["commands_changes"] = new JsonObject(),
    };
}
