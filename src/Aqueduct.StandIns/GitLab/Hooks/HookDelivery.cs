using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.Hooks;

/// <summary>Sends a webhook as GitLab does: one POST, ten seconds, no redirects. TLS names and chains are always verified.</summary>
internal sealed class HookDelivery(GitLabWorld world, HttpClient outgoing)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <param name="eventName">Value of <c>X-Gitlab-Event</c>.</param>
    /// <returns>Null when it was answered with 2xx; otherwise GitLab's message.</returns>
    public async Task<string?> SendAsync(Hook hook, string eventName, JsonObject payload, CancellationToken cancellationToken)
    {
        var local = world.Read(() => hook is { GroupId: null, ProjectId: null } ? world.State.Settings.AllowLocalSystemHookUrls : world.State.Settings.AllowLocalHookUrls);
        if (HookUrl.Refusal(Expand(hook), local) is { } refusal) return $"URL is blocked: {refusal}";
        using var timeout = new CancellationTokenSource(Patience, world.Clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var request = Request(hook, eventName, payload);
            using var answer = await outgoing.SendAsync(request, both.Token);
            return answer.IsSuccessStatusCode ? null : $"Hook executed successfully but returned HTTP {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(both.Token)}";
        }
        catch (Exception e) when (e is HttpRequestException || timeout.IsCancellationRequested)
        {
            return $"Hook execution failed: {e.Message}";
        }
    }

    private HttpRequestMessage Request(Hook hook, string eventName, JsonObject payload)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Expand(hook))
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(payload.ToJsonString())) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        var headers = request.Headers;
        headers.TryAddWithoutValidation("User-Agent", $"GitLab/{world.Options.Version}");
        headers.TryAddWithoutValidation("Idempotency-Key", Guid.NewGuid().ToString());
        headers.TryAddWithoutValidation("X-Gitlab-Event", eventName);
        headers.TryAddWithoutValidation("X-Gitlab-Webhook-UUID", hook.Uuid);
        headers.TryAddWithoutValidation("X-Gitlab-Instance", world.ExternalUrl);
        headers.TryAddWithoutValidation("X-Gitlab-Event-UUID", Guid.NewGuid().ToString());
        if (!string.IsNullOrEmpty(hook.Token)) headers.TryAddWithoutValidation("X-Gitlab-Token", hook.Token);
        foreach (var (name, value) in hook.CustomHeaders) headers.TryAddWithoutValidation(name, value);
        return request;
    }

    private static string Expand(Hook hook) => hook.UrlVariables.Aggregate(hook.Url, (url, variable) => url.Replace($"{{{variable.Key}}}", variable.Value, StringComparison.Ordinal));
}
