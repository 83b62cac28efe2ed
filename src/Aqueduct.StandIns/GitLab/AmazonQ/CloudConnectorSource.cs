using System.Text.Json.Nodes;
using Aqueduct.StandIns.CloudConnector;
using Aqueduct.StandIns.GitLab.OAuth;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.AmazonQ;

/// <summary>The instance's Cloud Connector token: from the customer portal, or signed by itself for an hour (<c>CLOUD_CONNECTOR_SELF_SIGN_TOKENS</c>).</summary>
internal sealed class CloudConnectorSource(GitLabWorld world, OpenId openId, HttpClient outgoing)
{
    private static readonly TimeSpan SelfSigned = TimeSpan.FromHours(1);

    /// <summary>Null when the portal gives none.</summary>
    public async Task<string?> GetAsync(CancellationToken cancellationToken)
    {
        var uid = world.Read(() => world.State.Settings.InstanceUid);
        if (world.Options.CloudConnectorUrl is not { } portal)
            return CloudConnectorIssuer.Mint(new CloudConnectorToken(uid) { Lifetime = SelfSigned }, world.ExternalUrl, openId.Key, world.Now);
        try
        {
            using var answer = await outgoing.GetAsync($"{portal.TrimEnd('/')}/_standin/token?instance_uid={Uri.EscapeDataString(uid)}", cancellationToken);
            return answer.IsSuccessStatusCode ? JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken))?["token"]?.ToString() : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
