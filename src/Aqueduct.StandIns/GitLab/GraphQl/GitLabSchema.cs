using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.Access;
using Aqueduct.StandIns.GitLab.Hooks;
using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.Rest;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.GraphQl;

/// <summary>The fields of GitLab's schema that Aqueduct uses, for one caller.</summary>
internal sealed class GitLabSchema(GitLabWorld world, InstanceEndpoints instance, UserShapes users, Caller? caller)
{
    private const string NotAvailable = "The resource that you are attempting to access does not exist or you don't have permission to perform this action";

    private static readonly ObjectType CurrentUser = Scalars("CurrentUser", "id", "username", "name", "state", "webUrl", "avatarUrl", "publicEmail", "bot");
    private static readonly ObjectType Metadata = Scalars("Metadata", "version", "revision", "enterprise");
    private static readonly ObjectType CurrentLicense = Scalars("CurrentLicense", "id", "type", "plan", "name", "email", "company", "startsAt", "expiresAt", "activatedAt", "lastSync", "maximumUserCount", "billableUsersCount", "usersInLicenseCount", "usersOverLicenseCount");
    private static readonly ObjectType AddOnPurchase = Scalars("AddOnPurchase", "id", "name", "purchasedQuantity", "assignedQuantity");
    private static readonly ObjectType DuoSettings = Scalars("DuoSettings", "aiGatewayUrl", "aiGatewayTimeoutSeconds", "duoCoreFeaturesEnabled");

    public ObjectType Query => new("Query", new Dictionary<string, Field>
    {
        ["currentUser"] = new(CurrentUser, Resolve: _ => User()),
        ["metadata"] = new(Metadata, Resolve: _ => caller is null ? null : Version()),
        ["currentLicense"] = new(CurrentLicense, Resolve: _ => License()),
        ["addOnPurchases"] = new(AddOnPurchase, ["namespaceId"], _ => AddOns()),
        ["duoSettings"] = new(DuoSettings, Resolve: _ => IsAdministrator ? Duo() : throw new FieldRefused(NotAvailable)),
    });

    public ObjectType Mutation => new("Mutation", new Dictionary<string, Field>
    {
        ["duoSettingsUpdate"] = new(
            new ObjectType("DuoSettingsUpdatePayload", new Dictionary<string, Field> { ["clientMutationId"] = new(), ["errors"] = new(), ["duoSettings"] = new(DuoSettings) }),
            ["input"],
            UpdateDuoSettings),
    });

    private bool IsAdministrator => caller is { IsAdministrator: true };

    private JsonObject? User()
    {
        if (caller?.User is not { } user) return null;
        var basic = users.Basic(user);
        return new JsonObject
        {
            ["id"] = $"gid://gitlab/User/{user.Id}",
            ["username"] = user.Username,
            ["name"] = user.Name,
            ["state"] = basic["state"]!.DeepClone(),
            ["webUrl"] = basic["web_url"]!.DeepClone(),
            ["avatarUrl"] = basic["avatar_url"]!.DeepClone(),
            ["publicEmail"] = null,
            ["bot"] = user.ServiceAccount,
        };
    }

    private JsonObject Version() => new()
    {
        ["version"] = world.Options.Version,
        ["revision"] = InstanceEndpoints.Revision,
        ["enterprise"] = instance.Enterprise,
    };

    private JsonObject? License()
    {
        if (!IsAdministrator) throw new FieldRefused(NotAvailable);
        if (instance.License() is not { } license) return null;
        var licensee = license["licensee"]!;
        return new JsonObject
        {
            ["id"] = "gid://gitlab/License/1",
            ["type"] = "online_cloud",
            ["plan"] = license["plan"]!.DeepClone(),
            ["name"] = licensee["Name"]!.DeepClone(),
            ["email"] = licensee["Email"]!.DeepClone(),
            ["company"] = licensee["Company"]!.DeepClone(),
            ["startsAt"] = license["starts_at"]!.DeepClone(),
            ["expiresAt"] = license["expires_at"]!.DeepClone(),
            ["activatedAt"] = license["starts_at"]!.DeepClone(),
            ["lastSync"] = world.Now.Iso(),
            ["maximumUserCount"] = license["maximum_user_count"]!.DeepClone(),
            ["billableUsersCount"] = license["active_users"]!.DeepClone(),
            ["usersInLicenseCount"] = license["user_limit"]!.DeepClone(),
            ["usersOverLicenseCount"] = 0,
        };
    }

    private JsonArray AddOns() => IsAdministrator && world.Options.Shape == GitLabShape.Gateway
        ? [new JsonObject { ["id"] = "gid://gitlab/GitlabSubscriptions::AddOnPurchase/1", ["name"] = "DUO_AMAZON_Q", ["purchasedQuantity"] = 100, ["assignedQuantity"] = 0 }]
        : [];

    private JsonObject Duo() => new()
    {
        ["aiGatewayUrl"] = world.State.Settings.AiGatewayUrl,
        ["aiGatewayTimeoutSeconds"] = world.State.Settings.AiGatewayTimeoutSeconds,
        ["duoCoreFeaturesEnabled"] = world.State.Settings.DuoCoreFeaturesEnabled,
    };

    // Self-hosted models, and with them the gateway's address, are closed to an instance that is connected to Amazon Q.
    private JsonObject UpdateDuoSettings(JsonObject arguments)
    {
        var input = arguments["input"] as JsonObject ?? throw new FieldRefused("Argument 'input' on Field 'duoSettingsUpdate' is required");
        var selfHosted = IsAdministrator && world.Options.Licence != GitLabLicence.Free && !world.State.AmazonQ.Ready;
        foreach (var (argument, name) in new[] { ("aiGatewayUrl", "ai_gateway_url"), ("aiGatewayTimeoutSeconds", "ai_gateway_timeout_seconds") })
            if (input.ContainsKey(argument) && !selfHosted) throw new FieldRefused($"You don't have permission to update the setting {name}.");
        if (input.ContainsKey("duoCoreFeaturesEnabled") && !IsAdministrator) throw new FieldRefused("You don't have permission to update the setting duo_core_features_enabled.");

        var errors = new JsonArray();
        var settings = world.State.Settings;
        if (input["aiGatewayUrl"]?.ToString().TrimEnd('/') is { Length: > 0 } url && HookUrl.Refusal(url, allowLocal: true) is { } refusal) errors.Add($"Ai gateway url {refusal}");
        else if (input.ContainsKey("aiGatewayUrl")) settings.AiGatewayUrl = input["aiGatewayUrl"]?.ToString().TrimEnd('/') is { Length: > 0 } given ? given : null;
        if (errors.Count == 0 && input["aiGatewayTimeoutSeconds"] is JsonValue seconds) settings.AiGatewayTimeoutSeconds = seconds.GetValue<int>();
        if (errors.Count == 0 && input["duoCoreFeaturesEnabled"] is JsonValue core) settings.DuoCoreFeaturesEnabled = core.GetValue<bool>();
        return new JsonObject { ["clientMutationId"] = input["clientMutationId"]?.DeepClone(), ["errors"] = errors, ["duoSettings"] = Duo() };
    }

    private static ObjectType Scalars(string name, params string[] fields) => new(name, fields.ToDictionary(f => f, _ => new Field()));
}
