using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.Access;
using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.Rest;

/// <summary>Members of groups and projects: direct ones under <c>/members</c>, with inherited ones under <c>/members/all</c>.</summary>
internal sealed class MemberEndpoints(GitLabWorld world, Rights rights, UserShapes users, Pagination pagination)
{
    /// <summary>A group, or a project with the group it is in.</summary>
    private sealed record Source(long? GroupId, Project? Project, long? ParentGroupId, int CallerLevel, string Name)
    {
        public bool Owns(Membership member) => Project is null ? member.GroupId == GroupId : member.ProjectId == Project.Id;
    }

    public void Map(RestRoutes routes)
    {
        Map(routes, "/groups/:id/members", OfGroup);
        Map(routes, "/projects/:id/members", OfProject);
        routes.Get("/users/:id/memberships", ListOfUser, Demand.Administrator);
    }

    private void Map(RestRoutes routes, string path, Func<Call, int, Source> find)
    {
        routes.Get(path, call => List(call, Direct(find(call, 1))));
        routes.Get($"{path}/all", call => List(call, All(find(call, 1))));
        routes.Get($"{path}/:user_id", call => Answer.Json(Shape(One(call, Direct(find(call, 1))))));
        routes.Get($"{path}/all/:user_id", call => Answer.Json(Shape(One(call, All(find(call, 1))))));
        routes.Post(path, call => Add(call, find(call, AccessLevel.Maintainer)));
        routes.Put($"{path}/:user_id", call => Update(call, find(call, AccessLevel.Maintainer)));
        routes.Delete($"{path}/:user_id", call => Remove(call, find(call, 1)));
    }

    private Source OfGroup(Call call, int level)
    {
        // A group's members are its owners' business; a project's are its maintainers'.
        var group = rights.Group(call, level == AccessLevel.Maintainer ? AccessLevel.Owner : level);
        return new Source(group.Id, null, group.ParentId, rights.LevelIn(call.Caller, group), world.State.FullPath(group));
    }

    private Source OfProject(Call call, int level)
    {
        var project = rights.Project(call, level);
        return new Source(null, project, project.GroupId, rights.LevelIn(call.Caller, project), world.State.FullPath(project));
    }

    private Answer List(Call call, IEnumerable<Membership> members)
    {
        var query = call.Parameters.Text("query");
        var wanted = call.Parameters.List("user_ids");
        var found = members
            .Where(m => wanted is null || wanted.Contains($"{m.UserId}"))
            .Where(m => query is null || world.State.User(m.UserId) is var user && (user.Username.Contains(query, StringComparison.OrdinalIgnoreCase) || user.Name.Contains(query, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(m => m.UserId);
        return pagination.Page(call, found, Shape);
    }

    /// <summary>Direct memberships only.</summary>
    private Answer ListOfUser(Call call)
    {
        var user = world.State.Users.Find(u => u.Id == call.Number("id")) ?? throw ApiError.NotFound("User");
        var type = call.Parameters.OneOf("type", "Project", "Namespace");
        var found = world.State.Memberships.Where(m => m.UserId == user.Id && (type is null || type == "Namespace" == m.GroupId is not null));
        return pagination.Page(call, found, m => new JsonObject
        {
            ["source_id"] = m.GroupId ?? m.ProjectId,
            ["source_name"] = m.GroupId is { } group ? world.State.Groups.Single(g => g.Id == group).Name : world.State.Projects.Single(p => p.Id == m.ProjectId).Name,
            ["source_type"] = m.GroupId is null ? "Project" : "Namespace",
            ["access_level"] = m.AccessLevel,
        });
    }

    private Answer Add(Call call, Source source)
    {
        var given = call.Parameters;
        given.Require("access_level");
        var user = (given.Number("user_id") is { } id ? world.State.Users.Find(u => u.Id == id)
            : given.Text("username") is { } name ? world.State.Users.Find(u => u.Username == name)
            : throw ApiError.Error(400, "user_id, username are missing, at least one parameter must be provided")) ?? throw ApiError.NotFound("User");
        if (Direct(source).Any(m => m.UserId == user.Id)) throw ApiError.Conflict("Member already exists");
        var level = Level(call, source, user.Id);
        var member = new Membership
        {
            UserId = user.Id,
            GroupId = source.GroupId,
            ProjectId = source.Project?.Id,
            AccessLevel = level,
            ExpiresAt = given.Date("expires_at"),
            CreatedAt = world.Now,
        };
        world.State.Memberships.Add(member);
        return Answer.Created(Shape(member));
    }

    private Answer Update(Call call, Source source)
    {
        call.Parameters.Require("access_level");
        var member = One(call, Direct(source));
        if (member.AccessLevel > source.CallerLevel) throw ApiError.Forbidden();
        member.AccessLevel = Level(call, source, member.UserId);
        if (call.Parameters.Has("expires_at")) member.ExpiresAt = call.Parameters.Date("expires_at");
        return Answer.Json(Shape(member));
    }

    private Answer Remove(Call call, Source source)
    {
        var member = One(call, Direct(source));
        var needed = source.Project is null ? AccessLevel.Owner : AccessLevel.Maintainer;
        if (member.UserId != call.Caller.User.Id && (source.CallerLevel < needed || source.CallerLevel < member.AccessLevel)) throw ApiError.Forbidden();
        if (source.Project is null && member.AccessLevel == AccessLevel.Owner && Direct(source).Count(m => m.AccessLevel == AccessLevel.Owner) == 1) throw ApiError.Forbidden();
        world.State.Memberships.Remove(member);
        if (source.GroupId is { } group && call.Parameters.Flag("skip_subresources") != true) RemoveBelow(group, member.UserId);
        return Answer.NoContent();
    }

    private void RemoveBelow(long groupId, long userId)
    {
        var groups = world.State.Descendants(groupId).Select(g => g.Id).Append(groupId).ToHashSet();
        var projects = world.State.Projects.Where(p => p.GroupId is { } g && groups.Contains(g)).Select(p => p.Id).ToHashSet();
        world.State.Memberships.RemoveAll(m => m.UserId == userId && ((m.GroupId is { } g && groups.Contains(g)) || (m.ProjectId is { } p && projects.Contains(p))));
    }

    private int Level(Call call, Source source, long userId)
    {
        var level = call.Parameters.Number("access_level") ?? 0;
        if (!AccessLevel.IsValid(level)) throw ApiError.Error(400, "access_level does not have a valid value");
        if (level > source.CallerLevel) throw ApiError.Forbidden();
        var inherited = world.State.SelfAndAncestors(source.ParentGroupId)
            .SelectMany(g => world.State.Memberships.Where(m => m.GroupId == g.Id && m.UserId == userId).Select(m => (Group: g, m.AccessLevel)))
            .OrderByDescending(m => m.AccessLevel).FirstOrDefault();
        if (inherited.Group is { } above && level < inherited.AccessLevel)
            throw ApiError.Invalid("access_level", $"should be greater than or equal to {AccessLevel.Name(inherited.AccessLevel)} inherited membership from group {world.State.FullName(above)}");
        return (int)level;
    }

    private IEnumerable<Membership> Direct(Source source) => world.State.Memberships.Where(source.Owns);

    /// <summary>One per user: the membership with the highest role, the direct one first.</summary>
    private IEnumerable<Membership> All(Source source)
    {
        var above = world.State.SelfAndAncestors(source.ParentGroupId).Select(g => g.Id).ToHashSet();
        return Direct(source)
            .Concat(world.State.Memberships.Where(m => m.GroupId is { } g && above.Contains(g)))
            .GroupBy(m => m.UserId)
            .Select(m => m.MaxBy(x => x.AccessLevel)!);
    }

    private static Membership One(Call call, IEnumerable<Membership> members) =>
        members.FirstOrDefault(m => m.UserId == call.Number("user_id")) ?? throw ApiError.NotFound();

    private JsonObject Shape(Membership member)
    {
        var shape = users.Basic(world.State.User(member.UserId));
        shape["access_level"] = member.AccessLevel;
        shape["created_at"] = member.CreatedAt.Iso();
        shape["expires_at"] = member.ExpiresAt?.Iso();
        shape["membership_state"] = "active";
        return shape;
    }
}
