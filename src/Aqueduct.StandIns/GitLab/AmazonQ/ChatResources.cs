using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.Access;
using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.AmazonQ;

/// <summary>The item a question is asked about: <c>resource_type</c> and <c>resource_id</c>. What the caller may not see, or what has Duo turned off, is not found.</summary>
internal sealed class ChatResources(GitLabWorld world, Rights rights)
{
    private static readonly string[] Types = ["issue", "epic", "group", "project", "merge_request", "commit", "build", "work_item"];

    /// <returns>Null for a question about nothing in particular.</returns>
    public JsonObject? Describe(Call call)
    {
        var type = call.Parameters.OneOf("resource_type", Types);
        if (type is null || call.Parameters.Text("resource_id") is not { } text) return null;
        if (!long.TryParse(text, out var id)) throw ApiError.NotFound(); // a commit
        var (project, title) = type switch
        {
            "project" => (id, world.State.Projects.Find(p => p.Id == id)?.Name),
            "issue" or "work_item" => world.State.Issues.Find(i => i.Id == id) is { } issue ? (issue.ProjectId, issue.Title) : default,
            "merge_request" => world.State.MergeRequests.Find(m => m.Id == id) is { } request ? (request.ProjectId, request.Title) : default,
            _ => default, // the fixed world has none of the others
        };
        if (!IsOpen(call.Caller, project)) throw ApiError.NotFound();
        return new JsonObject { ["type"] = type, ["content"] = $"The title of the {type.Replace('_', ' ')} is '{title}'." };
    }

    private bool IsOpen(Caller caller, long projectId) =>
        world.State.Projects.Find(p => p.Id == projectId) is { } project && rights.Sees(caller, project) && world.State.HasDuo(project);
}
