using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.Access;
using Aqueduct.StandIns.GitLab.AmazonQ;
using Aqueduct.StandIns.GitLab.Git;
using Aqueduct.StandIns.GitLab.Hooks;
using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.Rest;

/// <summary><c>/projects</c>: read, create, change, move, fork, remove.</summary>
internal sealed class ProjectEndpoints(GitLabWorld world, Rights rights, ProjectShapes shapes, Repositories repositories, SystemEvents events, Pagination pagination)
{
    public void Map(RestRoutes routes)
    {
        routes.Get("/projects", List, Demand.Anyone);
        routes.PostAsync("/projects", CreateAsync);
        routes.Get("/projects/:id", call => Answer.Json(shapes.Of(rights.Project(call), call.CallerOrNobody)), Demand.Anyone);
        routes.Put("/projects/:id", Update);
        routes.Delete("/projects/:id", Delete);
        routes.Put("/projects/:id/transfer", Transfer);
        routes.Post("/projects/:id/archive", call => SetArchived(call, true));
        routes.Post("/projects/:id/unarchive", call => SetArchived(call, false));
        routes.PostAsync("/projects/:id/fork", ForkAsync);
        routes.Get("/projects/:id/forks", Forks, Demand.Anyone);
        routes.Get("/users/:user_id/projects", OfUser, Demand.Anyone);
    }

    private Answer List(Call call) => Page(call, world.State.Projects.Where(p => rights.Sees(call.CallerOrNobody, p)));

    private Answer Forks(Call call)
    {
        var origin = rights.Project(call);
        return Page(call, world.State.Projects.Where(p => p.ForkedFromId == origin.Id && rights.Sees(call.CallerOrNobody, p)));
    }

    private Answer OfUser(Call call)
    {
        var wanted = call["user_id"];
        var user = world.State.Users.Find(u => u.Username == wanted || $"{u.Id}" == wanted) ?? throw ApiError.NotFound("User");
        return Page(call, world.State.Projects.Where(p => p.GroupId is null && p.CreatorId == user.Id && rights.Sees(call.CallerOrNobody, p)));
    }

    private Answer Page(Call call, IEnumerable<Project> projects)
    {
        var simple = call.Parameters.Flag("simple") == true || call.CallerOrNobody is null;
        return pagination.Page(call, ProjectQuery.Filter(projects, call, rights), p => simple ? shapes.Simple(p) : shapes.Of(p, call.CallerOrNobody), p => p.Id);
    }

    private async Task<Answer> CreateAsync(Call call)
    {
        var project = world.Change(() =>
        {
            var given = call.Parameters;
            if (!given.Has("name") && !given.Has("path")) throw ApiError.Error(400, "name, path are missing, at least one parameter must be provided");
            var path = given.Text("path") ?? given.Required("name").ToLowerInvariant().Replace(' ', '-');
            return Add(call, given.Text("name") ?? path, path, given.Number("namespace_id"), given.Text("description"), null);
        });
        await repositories.CreateAsync(project.Id, call.Aborted);
        return Answer.Created(world.Read(() => shapes.Of(project, call.Caller)));
    }

    private async Task<Answer> ForkAsync(Call call)
    {
        var (origin, fork) = world.Change(() =>
        {
            var origin = rights.Project(call, AccessLevel.Reporter);
            var given = call.Parameters;
            var into = given.Number("namespace_id") ?? (given.Text("namespace_path") is { } path ? rights.FindGroup(call.Caller, path)?.Id : null);
            var fork = Add(call, given.Text("name") ?? origin.Name, given.Text("path") ?? origin.Path, into, origin.Description, origin.Id);
            origin.ForksCount++;
            return (origin, fork);
        });
        await repositories.CloneAsync(origin.Id, fork.Id, call.Aborted);
        return Answer.Created(world.Read(() => shapes.Of(fork, call.Caller)));
    }

    private Answer Update(Call call)
    {
        var project = rights.Project(call, AccessLevel.Maintainer);
        var given = call.Parameters;
        var was = world.State.FullPath(project);
        if (given.Text("path") is { } path)
        {
            RefuseTaken(path, project.GroupId, project.CreatorId, project);
            project.Path = path;
        }
        project.Name = given.Text("name") ?? project.Name;
        project.Description = given.Text("description") ?? project.Description;
        project.DefaultBranch = given.Text("default_branch") ?? project.DefaultBranch;
        project.Visibility = given.OneOf("visibility", "private", "internal", "public") ?? project.Visibility;
        if (given.Flag("duo_features_enabled") is { } duo) (project.DuoFeaturesEnabled, project.AmazonQAutoReviewEnabled) = (duo, duo ? project.AmazonQAutoReviewEnabled : false);
        if (world.State.AmazonQ.Ready && given.Flag("amazon_q_auto_review_enabled") is { } review) project.AmazonQAutoReviewEnabled = review && world.State.HasDuo(project);
        if (given.Has("duo_features_enabled")) Cascade.Follow(world, project);
        if (world.State.FullPath(project) != was) events.Tell("project_rename", project, was);
        else events.Tell("project_update", project);
        return Answer.Json(shapes.Of(project, call.Caller));
    }

    private Answer Delete(Call call)
    {
        var project = rights.Project(call, AccessLevel.Owner);
        events.Tell("project_destroy", project);
        world.State.Remove(project);
        return Answer.Json(new JsonObject { ["message"] = "202 Accepted" }, 202);
    }

    private Answer Transfer(Call call)
    {
        var project = rights.Project(call, AccessLevel.Owner);
        var wanted = call.Parameters.Required("namespace");
        var group = rights.FindGroup(call.Caller, wanted) ?? throw ApiError.NotFound("Namespace");
        if (rights.LevelIn(call.Caller, group) < AccessLevel.Maintainer) throw ApiError.BadRequest("You don't have permission to transfer projects into that namespace.");
        if (project.GroupId == group.Id) throw ApiError.BadRequest("Project is already in this namespace.");
        RefuseTaken(project.Path, group.Id, project.CreatorId, project);
        var was = world.State.FullPath(project);
        project.GroupId = group.Id;
        events.Tell("project_transfer", project, was);
        return Answer.Json(shapes.Of(project, call.Caller));
    }

    private Answer SetArchived(Call call, bool archived)
    {
        var project = rights.Project(call, AccessLevel.Owner);
        project.Archived = archived;
        return Answer.Created(shapes.Of(project, call.Caller));
    }

    private Project Add(Call call, string name, string path, long? groupId, string? description, long? forkedFrom)
    {
        var group = groupId is { } id ? rights.FindGroup(call.Caller, $"{id}") ?? throw ApiError.NotFound("Namespace") : null;
        if (group is null ? call.Caller.Writer.ServiceAccount : rights.LevelIn(call.Caller, group) < AccessLevel.Developer) throw ApiError.Forbidden();
        RefuseTaken(path, group?.Id, call.Caller.User.Id, null);
        var project = new Project
        {
            Id = world.State.NextId("project"),
            Name = name,
            Path = path,
            GroupId = group?.Id,
            CreatorId = call.Caller.User.Id,
            Description = description ?? "",
            Visibility = call.Parameters.OneOf("visibility", "private", "internal", "public") ?? "private",
            ForkedFromId = forkedFrom,
            CreatedAt = world.Now,
        };
        world.State.Projects.Add(project);
        events.Tell("project_create", project);
        return project;
    }

    private void RefuseTaken(string path, long? groupId, long creatorId, Project? except)
    {
        var taken = world.State.Projects.Any(p => p != except && p.GroupId == groupId && (groupId is not null || p.CreatorId == creatorId) && string.Equals(p.Path, path, StringComparison.OrdinalIgnoreCase));
        if (taken) throw new ApiError(Answer.Json(new JsonObject { ["message"] = new JsonObject { ["name"] = new JsonArray("has already been taken"), ["path"] = new JsonArray("has already been taken") } }, 400));
    }
}
