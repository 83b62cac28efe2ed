using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.World;
using Aqueduct.StandIns.Rehearsal;

namespace Aqueduct.StandIns.GitLab.AmazonQ;

/// <summary>Calls the AI gateway with the headers GitLab's Rails application sends for what Amazon Q answers.</summary>
internal sealed class AiGateway(GitLabWorld world, CloudConnectorSource tokens, HttpClient outgoing)
{
    private const string HostedGateway = "https://cloud.gitlab.com/ai";

    /// <summary>The last calls, oldest first.</summary>
    public RequestLog<GatewayCall> Calls { get; } = new();

    /// <summary>Calls and reads the whole answer.</summary>
    public async Task<GatewayAnswer> PostAsync(string path, JsonObject body, User user, string requestId, CancellationToken cancellationToken)
    {
        using var exchange = await OpenAsync(path, body, user, requestId, cancellationToken);
        return await exchange.ReadAsync(cancellationToken);
    }

    /// <summary>Calls and comes back with the head of the answer; whoever hangs up on us makes us hang up there.</summary>
    public async Task<GatewayExchange> OpenAsync(string path, JsonObject body, User user, string requestId, CancellationToken cancellationToken)
    {
        var call = new GatewayCall(path, user.Username, requestId);
        Calls.Add(call);
        using var request = await RequestAsync(path, body, user, requestId, cancellationToken);
        try
        {
            var response = await outgoing.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            call.Status = (int)response.StatusCode;
            return new GatewayExchange(call, response);
        }
        catch (Exception e) when (call.Note(e, cancellationToken))
        {
            return new GatewayExchange(call, null);
        }
    }

    private async Task<HttpRequestMessage> RequestAsync(string path, JsonObject body, User user, string requestId, CancellationToken cancellationToken)
    {
        var (baseUrl, uid) = world.Read(() => (world.State.Settings.AiGatewayUrl ?? HostedGateway, world.State.Settings.InstanceUid));
        var token = await tokens.GetAsync(cancellationToken);
        var request = new HttpRequestMessage(HttpMethod.Post, baseUrl.TrimEnd('/') + path)
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
        return request;
    }

    /// <summary>Anonymous outside the instance; with its <c>+</c> and <c>/</c> as GitLab's.</summary>
    private static string GlobalUserId(string instanceUid, User user) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(instanceUid), Encoding.UTF8.GetBytes($"{user.Id}")));
}
