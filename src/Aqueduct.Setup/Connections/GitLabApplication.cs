using System.Text.Json.Serialization;

namespace Aqueduct.Setup.Connections;

/// <summary>GitLab's OAuth application for Amazon Q, as set-up's GitLab side stores it. <see cref="ToString"/> shows no secret.</summary>
/// <param name="RedirectUri"><c>&lt;server.public_url&gt;/connection/callback</c>.</param>
/// <param name="InstanceUrl">Where Amazon Q reaches GitLab.</param>
internal sealed record GitLabApplication(
    [property: JsonRequired] string ClientId,
    [property: JsonRequired] string ClientSecret,
    [property: JsonRequired] string RedirectUri,
    [property: JsonRequired] string InstanceUrl)
{
    /// <summary>Its row in <see cref="ISetupState"/>.</summary>
    public const string Key = "gitlab.application";

    /// <summary>What Amazon Q is let do: the scopes GitLab's own integration asks for, without those only composite identities have.</summary>
    public const string Scopes = "api read_repository write_repository";

    public override string ToString() => $"application {ClientId} of {InstanceUrl}";
}
