using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab;

namespace Aqueduct.ContractTests.StandIns.GitLab;

/// <summary>A running stand-in and plain HTTP to it: cookies kept, redirects shown instead of followed.</summary>
internal sealed class GitLabClient : IAsyncDisposable
{
    private readonly HttpClient http;

    private GitLabClient(GitLabStandIn standIn)
    {
        StandIn = standIn;
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = true }) { BaseAddress = standIn.Url };
    }

    public GitLabStandIn StandIn { get; }

    public static async Task<GitLabClient> StartAsync(GitLabStandInOptions? options = null) =>
        new(await GitLabStandIn.StartAsync(options ?? new GitLabStandInOptions { Urls = ["http://127.0.0.1:0"] }, TestContext.Current.CancellationToken));

    /// <summary>A REST call with a user's token of the fixed world, or with <paramref name="token"/>.</summary>
    public async Task<(int Status, JsonNode? Body)> RestAsync(string method, string path, string? user = "root", JsonObject? body = null, string? token = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/v4" + path);
        if (body is not null) request.Content = JsonContent.Create(body);
        if ((token ?? (user is null ? null : $"glpat-standin-{user}")) is { } value) request.Headers.Add("PRIVATE-TOKEN", value);
        return await ReadAsync(await SendAsync(request));
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => http.SendAsync(request, TestContext.Current.CancellationToken);

    /// <summary>Comes back with the head of the answer.</summary>
    public Task<HttpResponseMessage> StreamAsync(HttpRequestMessage request, CancellationToken cancellationToken) => http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    public Task<HttpResponseMessage> GetAsync(string path) => http.GetAsync(path, TestContext.Current.CancellationToken);

    public async Task<(int Status, JsonNode? Body)> FormAsync(string path, params (string Name, string Value)[] fields) => await ReadAsync(await PostAsync(path, fields));

    public Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields) =>
        http.PostAsync(path, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))), TestContext.Current.CancellationToken);

    public static async Task<(int Status, JsonNode? Body)> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await StandIn.DisposeAsync();
    }
}
