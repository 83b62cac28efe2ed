using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.Access;
using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.Rest;

internal sealed class ProjectShapes(GitLabWorld world, GroupShapes groups, Rights rights)
{
    public JsonObject Of(Project project, Caller? caller)
    {
        var shape = Simple(project);
        shape["empty_repo"] = false;
        shape["archived"] = project.Archived;
        shape["visibility"] = project.Visibility;
        shape["container_registry_enabled"] = true;
        shape["issues_enabled"] = true;
        shape["merge_requests_enabled"] = true;
        shape["wiki_enabled"] = true;
        shape["jobs_enabled"] = true;
        shape["snippets_enabled"] = true;
        shape["issues_access_level"] = "enabled";
        shape["repository_access_level"] = "enabled";
        shape["merge_requests_access_level"] = "enabled";
        shape["forking_access_level"] = "enabled";
        shape["shared_runners_enabled"] = true;
        shape["lfs_enabled"] = true;
        shape["creator_id"] = project.CreatorId;
        shape["import_status"] = "none";
        shape["open_issues_count"] = world.State.Issues.Count(i => i.ProjectId == project.Id && !i.Closed);
        shape["merge_method"] = "merge";
        shape["squash_option"] = "default_off";
        shape["only_allow_merge_if_pipeline_succeeds"] = false;
        shape["remove_source_branch_after_merge"] = true;
        shape["request_access_enabled"] = true;
        shape["shared_with_groups"] = new JsonArray();
        shape["duo_features_enabled"] = world.State.HasDuo(project);
        if (world.State.AmazonQ.Ready) shape["amazon_q_auto_review_enabled"] = project.AmazonQAutoReviewEnabled ?? world.State.AmazonQ.AutoReviewEnabled;
        if (project.ForkedFromId is { } origin && world.State.Projects.Find(p => p.Id == origin) is { } forked) shape["forked_from_project"] = Simple(forked);
        if (caller is not null) shape["permissions"] = Permissions(project, caller);
        return shape;
    }

    public JsonObject Simple(Project project)
    {
        var path = world.State.FullPath(project);
        var owner = project.GroupId is { } id ? world.State.Group(id) : null;
        var space = owner is null ? OwnNamespace(world.State.User(project.CreatorId)) : groups.Namespace(owner);
        return new JsonObject
        {
            ["id"] = project.Id,
            ["description"] = project.Description,
            ["name"] = project.Name,
            ["name_with_namespace"] = $"{(owner is null ? world.State.User(project.CreatorId).Name : world.State.FullName(owner))} / {project.Name}",
            ["path"] = project.Path,
            ["path_with_namespace"] = path,
            ["created_at"] = project.CreatedAt.Iso(),
            ["default_branch"] = project.DefaultBranch,
            ["tag_list"] = new JsonArray(),
            ["topics"] = new JsonArray(),
            ["ssh_url_to_repo"] = $"git@{new Uri(world.ExternalUrl).Host}:{path}.git",
            ["http_url_to_repo"] = $"{world.ExternalUrl}/{path}.git",
            ["web_url"] = $"{world.ExternalUrl}/{path}",
            ["readme_url"] = $"{world.ExternalUrl}/{path}/-/blob/{project.DefaultBranch}/README.md",
            ["forks_count"] = project.ForksCount,
            ["avatar_url"] = null,
            ["star_count"] = 0,
            ["last_activity_at"] = project.CreatedAt.Iso(),
            ["namespace"] = space,
        };
    }

    private JsonObject Permissions(Project project, Caller caller)
    {
        var all = rights.OfMember(caller.User, project.GroupId, project);
        var viaGroup = rights.OfMember(caller.User, project.GroupId, null);
        var direct = world.State.Memberships.Find(m => m.ProjectId == project.Id && m.UserId == caller.User.Id)?.AccessLevel ?? (viaGroup == 0 ? all : 0);
        return new JsonObject { ["project_access"] = Level(direct), ["group_access"] = Level(viaGroup) };
    }

    private JsonObject OwnNamespace(User user) => new()
    {
        ["id"] = UserShapes.NamespaceId(user),
        ["name"] = user.Name,
        ["path"] = user.Username,
        ["kind"] = "user",
        ["full_path"] = user.Username,
        ["parent_id"] = null,
        ["avatar_url"] = null,
        ["web_url"] = $"{world.ExternalUrl}/{user.Username}",
    };

    private static JsonObject? Level(int level) => level == 0 ? null : new JsonObject { ["access_level"] = level, ["notification_level"] = 3 };
}
