using System.Net.Http.Headers;
using System.Text;

namespace Aqueduct.Bench.Gateway;

/// <summary>Time until a chat's first byte of text, through the gateway and from Amazon Q directly, in turn.</summary>
internal sealed class ChatFirstByte(string token, TimeProvider clock)
{
    private const int Questions = 1000;

    private static readonly string Question = $$$"""
        {"prompt_components":[{"type":"prompt","metadata":{"source":"GitLab","version":"18.5.0"},"payload":{}}],
        "messages":[{"role":"user","content":"What is an aqueduct?","context":null,"current_file":null,"additional_context":[]}],
        "model_metadata":{"provider":"amazon_q","name":"amazon_q","role_arn":"{{{BenchWorld.RoleArn}}}"},"unavailable_resources":[]}
        """;

    /// <returns>Medians in milliseconds.</returns>
    public async Task<(double Ours, double Direct)> MeasureAsync()
    {
        using var http = new HttpClient();
        List<double> ours = [], direct = [];
        for (var i = 0; i < Questions; i++)
        {
            ours.Add(await AskAsync(http, ThroughGateway()));
            direct.Add(await AskAsync(http, Directly()));
        }

        return (Middle(ours), Middle(direct));
    }

    private async Task<double> AskAsync(HttpClient http, HttpRequestMessage request)
    {
        using (request)
        {
            var started = clock.GetTimestamp();
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            await using var body = await answer.Content.ReadAsStreamAsync();
            if (await body.ReadAsync(new byte[1]) is 0 || !answer.IsSuccessStatusCode)
                throw new InvalidOperationException($"{request.RequestUri} answered {answer}");
            var elapsed = clock.GetElapsedTime(started);
            await body.CopyToAsync(Stream.Null);
            return elapsed.TotalMilliseconds;
        }
    }

    private HttpRequestMessage ThroughGateway()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, BenchWorld.Url(BenchWorld.Ours) + "/v2/chat/agent") { Content = Json() };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("X-Gitlab-Authentication-Type", "oidc");
        request.Headers.Add("X-Gitlab-Instance-Id", BenchWorld.InstanceUid);
        request.Headers.Add("X-Gitlab-Realm", "self-managed");
        request.Headers.Add("X-Gitlab-Global-User-Id", "bench-user-1");
        return request;
    }

    private static HttpRequestMessage Directly()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, BenchWorld.Url(BenchWorld.Aws)) { Content = Json() };
        request.Headers.Add("X-Amz-Target", "AWSQDeveloperIntegrationService.SendMessage");
        return request;
    }

    private static StringContent Json() => new(Question, Encoding.UTF8, "application/json");

    private static double Middle(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
