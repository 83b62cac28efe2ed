using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.Rest;

internal sealed class GroupShapes(GitLabWorld world)
{
    public JsonObject Of(Group group) => new()
    {
        ["id"] = group.Id,
        ["web_url"] = $"{world.ExternalUrl}/groups/{world.State.FullPath(group)}",
        ["name"] = group.Name,
        ["path"] = group.Path,
        ["description"] = group.Description,
        ["visibility"] = group.Visibility,
        ["share_with_group_lock"] = false,
        ["require_two_factor_authentication"] = false,
        ["project_creation_level"] = "developer",
        ["subgroup_creation_level"] = "maintainer",
        ["emails_disabled"] = false,
        ["lfs_enabled"] = true,
        ["archived"] = false,
        ["default_branch"] = null,
        ["avatar_url"] = null,
        ["request_access_enabled"] = true,
        ["full_name"] = world.State.FullName(group),
        ["full_path"] = world.State.FullPath(group),
        ["created_at"] = group.CreatedAt.Iso(),
        ["parent_id"] = group.ParentId,
        ["duo_availability"] = world.State.AvailabilityOf(group.Id),
    };

    public JsonObject Namespace(Group group) => new()
    {
        ["id"] = group.Id,
        ["name"] = group.Name,
        ["path"] = group.Path,
        ["kind"] = "group",
        ["full_path"] = world.State.FullPath(group),
        ["parent_id"] = group.ParentId,
        ["avatar_url"] = null,
        ["web_url"] = $"{world.ExternalUrl}/groups/{world.State.FullPath(group)}",
    };
}
