using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.Access;
using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.Rest;

/// <summary><c>/application/settings</c>, the part Aqueduct looks at; what it does not know it ignores as GitLab does.</summary>
internal sealed class SettingsEndpoints(GitLabWorld world)
{
    internal static readonly string[] Availabilities = ["default_on", "default_off", "never_on"];

    public void Map(RestRoutes routes)
    {
        routes.Get("/application/settings", _ => Answer.Json(Shape()), Demand.Administrator);
        routes.Put("/application/settings", Update, Demand.Administrator);
    }

    private Answer Update(Call call)
    {
        var settings = world.State.Settings;
        var given = call.Parameters;
        if (given.OneOf("duo_availability", Availabilities) is { } availability) settings.DuoAvailability = availability;
        else if (given.Flag("duo_features_enabled") is { } enabled) settings.DuoAvailability = enabled ? "default_on" : given.Flag("lock_duo_features_enabled") == true ? "never_on" : "default_off";
        settings.ServicePing = given.Flag("usage_ping_enabled") ?? settings.ServicePing;
        settings.AdminMode = given.Flag("admin_mode") ?? settings.AdminMode;
        settings.AllowLocalHookUrls = given.Flag("allow_local_requests_from_web_hooks_and_services") ?? settings.AllowLocalHookUrls;
        settings.AllowLocalSystemHookUrls = given.Flag("allow_local_requests_from_system_hooks") ?? settings.AllowLocalSystemHookUrls;
        settings.InstanceLevelAiBetaFeaturesEnabled = settings.DuoAvailability != "never_on" && (given.Flag("instance_level_ai_beta_features_enabled") ?? settings.InstanceLevelAiBetaFeaturesEnabled);
        return Answer.Json(Shape());
    }

    private JsonObject Shape()
    {
        var settings = world.State.Settings;
        return new JsonObject
        {
            ["id"] = 1,
            ["admin_mode"] = settings.AdminMode,
            ["allow_local_requests_from_web_hooks_and_services"] = settings.AllowLocalHookUrls,
            ["allow_local_requests_from_hooks_and_services"] = settings.AllowLocalHookUrls,
            ["allow_local_requests_from_system_hooks"] = settings.AllowLocalSystemHookUrls,
            ["dns_rebinding_protection_enabled"] = true,
            ["outbound_local_requests_whitelist"] = new JsonArray(),
            ["default_branch_name"] = null,
            ["default_project_visibility"] = "private",
            ["default_group_visibility"] = "private",
            ["duo_availability"] = settings.DuoAvailability,
            ["duo_features_enabled"] = settings.DuoFeaturesEnabled,
            ["lock_duo_features_enabled"] = settings.LockDuoFeaturesEnabled,
            ["instance_level_ai_beta_features_enabled"] = settings.InstanceLevelAiBetaFeaturesEnabled,
            ["signup_enabled"] = false,
            ["usage_ping_enabled"] = settings.ServicePing,
            ["user_oauth_applications"] = true,
        };
    }
}
