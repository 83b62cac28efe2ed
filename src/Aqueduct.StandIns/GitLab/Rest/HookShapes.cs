using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.Rest;

/// <summary>A hook as GitLab shows it: never its token, and of headers and URL variables only the names.</summary>
internal static class HookShapes
{
    public static JsonObject Of(Hook hook)
    {
        var shape = new JsonObject
        {
            ["id"] = hook.Id,
            ["url"] = hook.Url,
            ["name"] = hook.Name,
            ["description"] = hook.Description,
            ["created_at"] = hook.CreatedAt.Iso(),
            ["enable_ssl_verification"] = hook.EnableSslVerification,
            ["alert_status"] = hook.AlertStatus,
            ["disabled_until"] = null,
            ["url_variables"] = Keys(hook.UrlVariables),
            ["push_events_branch_filter"] = hook.PushEventsBranchFilter,
            ["branch_filter_strategy"] = hook.BranchFilterStrategy,
            ["custom_webhook_template"] = hook.CustomWebhookTemplate,
            ["custom_headers"] = Keys(hook.CustomHeaders),
        };
        foreach (var (name, on) in hook.Events) shape[name] = on;
        if (hook.ProjectId is { } project) shape["project_id"] = project;
        if (hook.GroupId is { } group) shape["group_id"] = group;
        return shape;
    }

    private static JsonArray Keys(Dictionary<string, string> pairs) => new([.. pairs.Keys.Select(k => new JsonObject { ["key"] = k })]);
}
