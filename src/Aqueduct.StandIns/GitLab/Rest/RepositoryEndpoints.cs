using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.Access;
using Aqueduct.StandIns.GitLab.Git;
using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.Rest;

/// <summary>Branches, commits, trees and files of the real repositories, to read.</summary>
internal sealed class RepositoryEndpoints(GitLabWorld world, Rights rights, Repositories repositories, Pagination pagination)
{
    private const int MostCommits = 1_000;

    public void Map(RestRoutes routes)
    {
        routes.GetAsync("/projects/:id/repository/branches", BranchesAsync, Demand.Anyone);
        routes.GetAsync("/projects/:id/repository/branches/:branch", BranchAsync, Demand.Anyone);
        routes.GetAsync("/projects/:id/repository/commits", CommitsAsync, Demand.Anyone);
        routes.GetAsync("/projects/:id/repository/commits/:sha", CommitAsync, Demand.Anyone);
        routes.GetAsync("/projects/:id/repository/tree", TreeAsync, Demand.Anyone);
        routes.GetAsync("/projects/:id/repository/files/:file_path", FileAsync, Demand.Anyone, "read_repository");
        routes.GetAsync("/projects/:id/repository/files/:file_path/raw", RawAsync, Demand.Anyone, "read_repository");
    }

    private async Task<Answer> BranchesAsync(Call call)
    {
        var project = Project(call);
        var search = call.Parameters.Text("search");
        var branches = new List<JsonObject>();
        foreach (var (name, head) in await repositories.BranchesAsync(project.Id, call.Aborted))
            if (search is null || name.Contains(search, StringComparison.Ordinal))
                branches.Add(Branch(project, name, await HeadAsync(project, head, call)));
        return pagination.Page(call, branches, b => b);
    }

    private async Task<Answer> BranchAsync(Call call)
    {
        var project = Project(call);
        var found = (await repositories.BranchesAsync(project.Id, call.Aborted)).FirstOrDefault(b => b.Name == call["branch"]);
        return found.Name is null ? throw ApiError.NotFound("Branch") : Answer.Json(Branch(project, found.Name, await HeadAsync(project, found.Head, call)));
    }

    private async Task<Answer> CommitsAsync(Call call)
    {
        var project = Project(call);
        var commit = await ResolveAsync(call, project, call.Parameters.Text("ref_name"));
        var log = await repositories.LogAsync(project.Id, commit, call.Parameters.Text("path"), MostCommits, call.Aborted);
        return pagination.Page(call, log, c => Shape(project, c));
    }

    private async Task<Answer> CommitAsync(Call call)
    {
        var project = Project(call);
        var commit = await repositories.ResolveAsync(project.Id, call["sha"], call.Aborted) ?? throw ApiError.NotFound("Commit");
        return Answer.Json(Shape(project, await HeadAsync(project, commit, call)));
    }

    private async Task<Answer> TreeAsync(Call call)
    {
        var project = Project(call);
        var commit = await ResolveAsync(call, project, call.Parameters.Text("ref"));
        var path = call.Parameters.Text("path") ?? "";
        var tree = await repositories.TreeAsync(project.Id, commit, path, call.Parameters.Flag("recursive") ?? false, call.Aborted);
        if (tree.Count == 0 && path.Length > 0) throw new ApiError(Answer.Json(new JsonObject { ["message"] = "404 invalid revision or path Not Found" }, 404));
        return pagination.Page(call, tree, e => new JsonObject { ["id"] = e.Id, ["name"] = e.Path[(e.Path.LastIndexOf('/') + 1)..], ["type"] = e.Type, ["path"] = e.Path, ["mode"] = e.Mode });
    }

    private async Task<Answer> FileAsync(Call call)
    {
        var project = Project(call);
        var revision = call.Parameters.Required("ref");
        var (commit, blob, content) = await ReadAsync(call, project, revision);
        var last = await repositories.LogAsync(project.Id, commit, call["file_path"], 1, call.Aborted);
        var path = call["file_path"];
        return Answer.Json(new JsonObject
        {
            ["file_name"] = path[(path.LastIndexOf('/') + 1)..],
            ["file_path"] = path,
            ["size"] = content.Length,
            ["encoding"] = "base64",
            ["content_sha256"] = Convert.ToHexStringLower(SHA256.HashData(content)),
            ["ref"] = revision,
            ["blob_id"] = blob,
            ["commit_id"] = commit,
            ["last_commit_id"] = last[0].Id,
            ["execute_filemode"] = false,
            ["content"] = Convert.ToBase64String(content),
        });
    }

    private async Task<Answer> RawAsync(Call call)
    {
        var project = Project(call);
        var (_, _, content) = await ReadAsync(call, project, call.Parameters.Text("ref") ?? "HEAD");
        return new Answer(200, content, "text/plain; charset=utf-8");
    }

    private async Task<(string Commit, string Blob, byte[] Content)> ReadAsync(Call call, Project project, string revision)
    {
        var commit = await ResolveAsync(call, project, revision);
        var file = await repositories.FileAsync(project.Id, commit, call["file_path"], call.Aborted) ?? throw ApiError.NotFound("File");
        return (commit, file.BlobId, file.Content);
    }

    private async Task<string> ResolveAsync(Call call, Project project, string? revision) =>
        await repositories.ResolveAsync(project.Id, revision is null or "HEAD" ? project.DefaultBranch : revision, call.Aborted)
        ?? throw (revision is null ? ApiError.NotFound("Tree") : ApiError.NotFound("Commit"));

    private async Task<Commit> HeadAsync(Project project, string commit, Call call) => (await repositories.LogAsync(project.Id, commit, null, 1, call.Aborted))[0];

    // The code of a private project is closed to its guests.
    private Project Project(Call call) => world.Read(() => rights.Project(call) is { Visibility: "private" } ? rights.Project(call, AccessLevel.Reporter) : rights.Project(call));

    private JsonObject Branch(Project project, string name, Commit head) => new()
    {
        ["name"] = name,
        ["commit"] = Shape(project, head),
        ["merged"] = false,
        ["protected"] = name == project.DefaultBranch,
        ["developers_can_push"] = false,
        ["developers_can_merge"] = false,
        ["can_push"] = true,
        ["default"] = name == project.DefaultBranch,
        ["web_url"] = $"{Web(project)}/-/tree/{name}",
    };

    private JsonObject Shape(Project project, Commit commit) => new()
    {
        ["id"] = commit.Id,
        ["short_id"] = commit.Id[..8],
        ["created_at"] = commit.CommittedAt.Iso(),
        ["parent_ids"] = new JsonArray([.. commit.Parents.Select(p => JsonValue.Create(p))]),
        ["title"] = commit.Title,
        ["message"] = commit.Message,
        ["author_name"] = commit.AuthorName,
        ["author_email"] = commit.AuthorEmail,
        ["authored_date"] = commit.AuthoredAt.Iso(),
        ["committer_name"] = commit.CommitterName,
        ["committer_email"] = commit.CommitterEmail,
        ["committed_date"] = commit.CommittedAt.Iso(),
        ["trailers"] = new JsonObject(),
        ["web_url"] = $"{Web(project)}/-/commit/{commit.Id}",
    };

    private string Web(Project project) => $"{world.ExternalUrl}/{world.Read(() => world.State.FullPath(project))}";
}
