using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.Access;
using Aqueduct.StandIns.GitLab.AmazonQ;
using Aqueduct.StandIns.GitLab.Hooks;
using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.Rest;

/// <summary><c>/groups</c> and the lists below one.</summary>
internal sealed class GroupEndpoints(GitLabWorld world, Rights rights, GroupShapes shapes, ProjectShapes projects, SystemEvents events, Pagination pagination)
{
    public void Map(RestRoutes routes)
    {
        routes.Get("/groups", call => List(call, world.State.Groups), Demand.Anyone);
        routes.Post("/groups", Create);
        routes.Get("/groups/:id", Get, Demand.Anyone);
        routes.Put("/groups/:id", Update);
        routes.Delete("/groups/:id", Delete);
        routes.Post("/groups/:id/transfer", Transfer);
        routes.Get("/groups/:id/subgroups", call => List(call, world.State.Groups.Where(g => g.ParentId == rights.Group(call).Id)), Demand.Anyone);
        routes.Get("/groups/:id/descendant_groups", call => List(call, world.State.Descendants(rights.Group(call).Id)), Demand.Anyone);
        routes.Get("/groups/:id/projects", Projects, Demand.Anyone);
    }

    private Answer List(Call call, IEnumerable<Group> groups)
    {
        var given = call.Parameters;
        var caller = call.CallerOrNobody;
        var least = given.Number("min_access_level") ?? (given.Flag("owned") == true ? AccessLevel.Owner : 0);
        var found = groups
            .Where(g => rights.Sees(caller, g))
            .Where(g => least == 0 || rights.LevelIn(caller, g) >= least)
            .Where(g => given.Flag("top_level_only") != true || g.ParentId is null)
            .Where(g => given.Text("search") is not { } search || world.State.FullPath(g).Contains(search, StringComparison.OrdinalIgnoreCase) || g.Name.Contains(search, StringComparison.OrdinalIgnoreCase));
        return pagination.Page(call, Ordered(call, found), g => shapes.Of(g)); // no keyset pages for who is signed in
    }

    private IEnumerable<Group> Ordered(Call call, IEnumerable<Group> groups)
    {
        var descending = call.Parameters.OneOf("sort", "asc", "desc") == "desc";
        if (call.Parameters.OneOf("order_by", "name", "path", "id") == "id") return descending ? groups.OrderByDescending(g => g.Id) : groups.OrderBy(g => g.Id);
        Func<Group, string> key = call.Parameters.Text("order_by") == "path" ? world.State.FullPath : g => g.Name;
        return (descending ? groups.OrderByDescending(key, StringComparer.OrdinalIgnoreCase) : groups.OrderBy(key, StringComparer.OrdinalIgnoreCase)).ThenBy(g => g.Id);
    }

    private Answer Get(Call call)
    {
        var group = rights.Group(call);
        var shape = shapes.Of(group);
        if (call.Parameters.Flag("with_projects") != false)
        {
            var visible = world.State.Projects.Where(p => p.GroupId == group.Id && rights.Sees(call.CallerOrNobody, p));
            shape["projects"] = new JsonArray([.. visible.Select(p => projects.Of(p, call.CallerOrNobody))]);
            shape["shared_projects"] = new JsonArray();
        }
        return Answer.Json(shape);
    }

    private Answer Create(Call call)
    {
        var given = call.Parameters;
        given.Require("name", "path");
        var parent = given.Number("parent_id") is { } id ? Parent(call, id) : null;
        if (parent is null && call.Caller.Writer.ServiceAccount) throw ApiError.Forbidden();
        var path = given.Required("path");
        RefuseTaken(path, parent?.Id, null);
        var group = new Group
        {
            Id = world.State.NextId("namespace"),
            Name = given.Required("name"),
            Path = path,
            ParentId = parent?.Id,
            Description = given.Text("description") ?? "",
            Visibility = given.OneOf("visibility", "private", "internal", "public") ?? "private",
            CreatedAt = world.Now,
        };
        world.State.Groups.Add(group);
        events.Tell("group_create", group);
        if (parent is null)
            world.State.Memberships.Add(new Membership { UserId = call.Caller.User.Id, GroupId = group.Id, AccessLevel = AccessLevel.Owner, CreatedAt = world.Now });
        return Answer.Created(shapes.Of(group));
    }

    private Answer Update(Call call)
    {
        var group = rights.Group(call, AccessLevel.Owner);
        var given = call.Parameters;
        if (given.Text("path") is { } path && path != group.Path)
        {
            RefuseTaken(path, group.ParentId, group);
            var was = world.State.FullPath(group);
            group.Path = path;
            events.Tell("group_rename", group, was);
        }
        group.Name = given.Text("name") ?? group.Name;
        group.Description = given.Text("description") ?? group.Description;
        group.Visibility = given.OneOf("visibility", "private", "internal", "public") ?? group.Visibility;
        group.DuoAvailability = given.OneOf("duo_availability", SettingsEndpoints.Availabilities) ?? group.DuoAvailability;
        Cascade.Follow(world, group);
        return Answer.Json(shapes.Of(group));
    }

    private Answer Delete(Call call)
    {
        var group = rights.Group(call, AccessLevel.Owner);
        foreach (var gone in world.State.Descendants(group.Id).Reverse().Append(group).ToList())
        {
            foreach (var project in world.State.Projects.Where(p => p.GroupId == gone.Id).ToList())
            {
                events.Tell("project_destroy", project);
                world.State.Remove(project);
            }
            events.Tell("group_destroy", gone);
            world.State.Memberships.RemoveAll(m => m.GroupId == gone.Id);
            world.State.Hooks.RemoveAll(h => h.GroupId == gone.Id);
            world.State.Groups.Remove(gone);
        }
        return Answer.Json(new JsonObject { ["message"] = "202 Accepted" }, 202);
    }

    private Answer Transfer(Call call)
    {
        var group = rights.Group(call, AccessLevel.Owner);
        var parent = call.Parameters.Number("group_id") is { } id ? Parent(call, id) : null;
        if (parent?.Id == group.Id || world.State.Descendants(group.Id).Contains(parent)) throw ApiError.BadRequest("Transfer failed: Cannot transfer group to one of its subgroup.");
        if (parent?.Id == group.ParentId) throw ApiError.BadRequest("Transfer failed: Group is already associated to the parent group.");
        RefuseTaken(group.Path, parent?.Id, group);
        group.ParentId = parent?.Id;
        return Answer.Created(shapes.Of(group));
    }

    private Answer Projects(Call call)
    {
        var group = rights.Group(call);
        var groups = call.Parameters.Flag("include_subgroups") == true ? world.State.Descendants(group.Id).Append(group).Select(g => g.Id).ToHashSet() : [group.Id];
        var found = world.State.Projects.Where(p => p.GroupId is { } g && groups.Contains(g) && rights.Sees(call.CallerOrNobody, p));
        return pagination.Page(call, ProjectQuery.Filter(found, call, rights), p => projects.Of(p, call.CallerOrNobody), p => p.Id);
    }

    private Group Parent(Call call, long id)
    {
        var parent = rights.FindGroup(call.Caller, $"{id}") ?? throw ApiError.NotFound("Group");
        return rights.LevelIn(call.Caller, parent) >= AccessLevel.Maintainer ? parent : throw ApiError.Forbidden();
    }

    private void RefuseTaken(string path, long? parentId, Group? except)
    {
        var taken = world.State.Groups.Any(g => g != except && g.ParentId == parentId && string.Equals(g.Path, path, StringComparison.OrdinalIgnoreCase))
            || world.State.Projects.Any(p => parentId is not null && p.GroupId == parentId && string.Equals(p.Path, path, StringComparison.OrdinalIgnoreCase))
            || (parentId is null && except is null && world.State.IsTaken(path));
        if (taken) throw new ApiError(Answer.Json(new JsonObject { ["message"] = "Failed to save group {:path=>[\"has already been taken\"]}" }, 400));
    }
}
