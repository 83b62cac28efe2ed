using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.AmazonQ;

/// <summary>Calls the AI gateway's Amazon Q routes with the headers GitLab's Rails application sends.</summary>
internal sealed class AiGateway(GitLabWorld world, CloudConnectorSource tokens, HttpClient outgoing)
{
    private const string HostedGateway = "https://cloud.gitlab.com/ai";

    public async Task<GatewayAnswer> PostAsync(string path, JsonObject body, User user, string requestId, CancellationToken cancellationToken)
    {
        var (baseUrl, uid) = world.Read(() => (world.State.Settings.AiGatewayUrl ?? HostedGateway, world.State.Settings.InstanceUid));
        var token = await tokens.GetAsync(cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, baseUrl.TrimEnd('/') + path)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToJsonString())) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        var headers = request.Headers;
        headers.TryAddWithoutValidation("Accept", "application/json");
        headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        headers.TryAddWithoutValidation("X-Gitlab-Authentication-Type", "oidc");
        headers.TryAddWithoutValidation("X-Gitlab-Instance-Id", uid);
        headers.TryAddWithoutValidation("X-Gitlab-Realm", "self-managed");
        headers.TryAddWithoutValidation("X-Gitlab-Global-User-Id", GlobalUserId(uid, user));
        headers.TryAddWithoutValidation("X-Gitlab-Unit-Primitive", "amazon_q_integration");
        headers.TryAddWithoutValidation("X-Gitlab-Host-Name", new Uri(world.ExternalUrl).Host);
        headers.TryAddWithoutValidation("X-Gitlab-Version", world.Options.Version.Split('-')[0]);
        headers.TryAddWithoutValidation("x-gitlab-feature-enablement-type", "duo_amazon_q");
        headers.TryAddWithoutValidation("X-Request-ID", requestId);
        headers.TryAddWithoutValidation("X-Gitlab-Rails-Send-Start", (world.Now.ToUnixTimeMilliseconds() / 1000.0).ToString(CultureInfo.InvariantCulture));
        try
        {
            using var answer = await outgoing.SendAsync(request, cancellationToken);
            return new GatewayAnswer((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (HttpRequestException e)
        {
            return new GatewayAnswer(0, e.Message);
        }
    }

    /// <summary>Anonymous outside the instance; with its <c>+</c> and <c>/</c> as GitLab's.</summary>
    private static string GlobalUserId(string instanceUid, User user) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(instanceUid), Encoding.UTF8.GetBytes($"{user.Id}")));
}
