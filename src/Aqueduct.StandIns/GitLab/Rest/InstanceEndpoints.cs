using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.Access;
using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.Rest;

/// <summary><c>/version</c>, <c>/metadata</c>, <c>/license</c> and <c>/usage_data/service_ping</c>.</summary>
internal sealed class InstanceEndpoints(GitLabWorld world)
{
    internal const string Revision = "c5a1b1f4b4a";

    internal bool Enterprise => world.Options.Version.EndsWith("-ee", StringComparison.Ordinal);

    public void Map(RestRoutes routes)
    {
        routes.Get("/version", _ => Answer.Json(new JsonObject { ["version"] = world.Options.Version, ["revision"] = Revision }), Demand.User, "read_user", "ai_features");
        routes.Get("/metadata", _ => Answer.Json(Metadata()), Demand.User, "read_user", "ai_features");
        routes.Get("/usage_data/service_ping", _ => Answer.Json(ServicePing()), Demand.Administrator, "read_service_ping");
        if (Enterprise) routes.Get("/license", _ => Answer.Json(License()), Demand.Administrator);
    }

    /// <summary>The licence in force; <c>null</c> on an instance that has none.</summary>
    internal JsonObject? License() => world.Options.Licence == GitLabLicence.Free ? null : new JsonObject
    {
        ["id"] = 1,
        ["plan"] = world.Options.Licence.ToString().ToLowerInvariant(),
        ["created_at"] = FixedWorld.Begin.Iso(),
        ["starts_at"] = DateOnly.FromDateTime(FixedWorld.Begin.UtcDateTime).Iso(),
        ["expires_at"] = world.Clock.Today().AddYears(1).Iso(),
        ["historical_max"] = Seats(),
        ["maximum_user_count"] = Seats(),
        ["licensee"] = new JsonObject { ["Name"] = "Ada Acme", ["Company"] = "Acme", ["Email"] = "ada@acme.example.test" },
        ["add_ons"] = new JsonObject(),
        ["expired"] = false,
        ["overage"] = 0,
        ["user_limit"] = 100,
        ["active_users"] = Seats(),
    };

    private JsonObject Metadata() => new()
    {
        ["version"] = world.Options.Version,
        ["revision"] = Revision,
        ["kas"] = new JsonObject { ["enabled"] = false, ["externalUrl"] = null, ["externalK8sProxyUrl"] = null, ["version"] = null },
        ["enterprise"] = Enterprise,
    };

    /// <summary>Empty until GitLab has gathered data, which it does not while Service Ping is off.</summary>
    private JsonObject ServicePing() => !world.State.Settings.ServicePing ? [] : new()
    {
        ["recorded_at"] = world.Now.Iso(),
        ["uuid"] = world.State.Settings.InstanceUid,
        ["hostname"] = new Uri(world.ExternalUrl).Host,
        ["version"] = world.Options.Version,
        ["installation_type"] = "omnibus-gitlab",
        ["active_user_count"] = world.State.Users.Count(u => u.State == UserState.Active),
        ["edition"] = !Enterprise ? "CE" : world.Options.Licence switch { GitLabLicence.Free => "EE Free", GitLabLicence.Premium => "EEP", _ => "EEU" },
        ["license"] = new JsonObject(),
        ["settings"] = new JsonObject(),
        ["counts"] = new JsonObject
        {
            ["projects"] = world.State.Projects.Count,
            ["groups"] = world.State.Groups.Count,
            ["issues"] = world.State.Issues.Count,
            ["merge_requests"] = world.State.MergeRequests.Count,
        },
    };

    private int Seats() => world.State.Users.Count(u => u is { State: UserState.Active, ServiceAccount: false });
}
