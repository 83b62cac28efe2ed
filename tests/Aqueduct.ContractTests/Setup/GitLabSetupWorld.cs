using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Aqueduct.ContractTests.Tools;
using Aqueduct.Setup;
using Aqueduct.Setup.Configuration;
using Aqueduct.StandIns.GitLab;

namespace Aqueduct.ContractTests.Setup;

/// <summary>A GitLab beside which Aqueduct is set up, an administrator's token in a file, and an administrator's hand to change things.</summary>
internal sealed class GitLabSetupWorld : IAsyncDisposable
{
    public const string ApplicationKey = "gitlab.application";
    public const string TokenKey = "gitlab.account.token";
    public const string RedirectUri = "https://aqueduct.example.test/connection/callback";

    public const string HookKey = "gitlab.hook";

    public static readonly string[] CreationsBesideTheAccount = ["POST /users/:user_id/personal_access_tokens", "POST /applications", "POST /applications", "POST /hooks"];

    private readonly TemporaryFolder folder = new();
    private readonly HttpClient administrator;

    private GitLabSetupWorld(GitLabStandIn gitLab)
    {
        GitLab = gitLab;
        administrator = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(gitLab.Url, "/api/v4/") };
        administrator.DefaultRequestHeaders.Add("PRIVATE-TOKEN", "glpat-standin-root");
        WriteToken("glpat-standin-root");
    }

    public GitLabStandIn GitLab { get; }

    public string TokenFile => Path.Combine(folder.Path, "token");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<GitLabSetupWorld> StartAsync(GitLabStandInOptions? options = null) =>
        new(await GitLabStandIn.StartAsync(options ?? new() { Urls = ["http://127.0.0.1:0"] }, Cancelled));

    public static SetupSettings Settings(string url, string tokenFile, string publicUrl = "https://aqueduct.example.test") =>
        new("6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11", publicUrl, new(), new(), new())
        {
            Sides = SetupSides.GitLab,
            GitLab = new GitLabOptions { Url = url, ExternalUrl = "https://gitlab.example.test", TokenFile = tokenFile },
            PublicUrl = publicUrl,
        };

    public SetupSettings Settings() => Settings(GitLab.Url.ToString(), TokenFile);

    public string DataFolder => Path.Combine(folder.Path, "data");

    public Task<Installation> InstallAsync(SetupSettings? settings = null, NetworkOptions? network = null) =>
        Installation.OpenAsync(DataFolder, settings ?? Settings(), network ?? new(), NoTokens.Instance);

    public void WriteToken(string token)
    {
        File.WriteAllText(TokenFile, token + "\n");
        File.SetUnixFileMode(TokenFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>Another token of the administrator's.</summary>
    public Task WriteTokenWithAsync(params string[] scopes) => WriteTokenAsync(scopes, null);

    public async Task WriteTokenAsync(IReadOnlyList<string> scopes, DateOnly? expiresAt)
    {
        var wanted = new JsonObject { ["name"] = "other", ["scopes"] = new JsonArray([.. scopes.Select(s => JsonValue.Create(s))]) };
        if (expiresAt is { } day)
            wanted["expires_at"] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var made = await SendAsync(HttpMethod.Post, "users/1/personal_access_tokens", wanted);
        WriteToken((string)made!["token"]!);
    }

    public async Task<JsonNode?> SendAsync(HttpMethod method, string path, JsonObject? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await administrator.SendAsync(request, Cancelled);
        var text = await response.Content.ReadAsStringAsync(Cancelled);
        response.IsSuccessStatusCode.ShouldBeTrue(text);
        return text.Length is 0 ? null : JsonNode.Parse(text);
    }

    /// <summary>All but those with which people sign in to our pages.</summary>
    public async Task<IReadOnlyList<JsonNode>> ApplicationsAsync() => [.. (await AllApplicationsAsync()).Where(a => !IsSignIn(a))];

    public async Task<IReadOnlyList<JsonNode>> SignInApplicationsAsync() => [.. (await AllApplicationsAsync()).Where(IsSignIn)];

    public async Task<IReadOnlyList<JsonNode>> HooksAsync() => [.. (await SendAsync(HttpMethod.Get, "hooks"))!.AsArray().Select(h => h!)];

    /// <summary>Those of users named so.</summary>
    public async Task<IReadOnlyList<JsonNode>> AccountsAsync() =>
        [.. (await SendAsync(HttpMethod.Get, "users?search=Amazon%20Q%20Service"))!.AsArray().Select(a => a!)];

    /// <summary>The account's tokens that work.</summary>
    public async Task<IReadOnlyList<JsonNode>> TokensAsync()
    {
        var listed = await SendAsync(HttpMethod.Get, $"personal_access_tokens?state=active&user_id={(await AccountsAsync()).Single()["id"]}");
        return [.. listed!.AsArray().Select(t => t!)];
    }

    /// <summary>Whom GitLab takes the stored token for.</summary>
    public async Task<string> ReadsAsAsync(ISetupState state)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(GitLab.Url, "/api/v4/user"));
        request.Headers.Authorization = new("Bearer", (string)JsonNode.Parse((await state.GetAsync(TokenKey, Cancelled))!)!["token"]!);
        using var anonymous = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var response = await anonymous.SendAsync(request, Cancelled);
        return (string)(await response.Content.ReadFromJsonAsync<JsonNode>(Cancelled))!["username"]!;
    }

    /// <summary>Whether GitLab takes the stored client ID and secret: a wrong pair is refused before the code is looked at.</summary>
    public async Task<bool> TakesAsync(ISetupState state)
    {
        var stored = await StoredAsync(state);
        using var content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code", ["code"] = "unknown", ["redirect_uri"] = RedirectUri,
            ["client_id"] = (string)stored!["client_id"]!, ["client_secret"] = (string)stored["client_secret"]!,
        });
        using var response = await administrator.PostAsync(new Uri(GitLab.Url, "/oauth/token"), content, Cancelled);
        return (string?)(await response.Content.ReadFromJsonAsync<JsonNode>(Cancelled))!["error"] is "invalid_grant";
    }

    public static async Task<JsonNode?> StoredAsync(ISetupState state) =>
        await state.GetAsync(ApplicationKey, Cancelled) is { } json ? JsonNode.Parse(json) : null;

    private async Task<IEnumerable<JsonNode>> AllApplicationsAsync() => (await SendAsync(HttpMethod.Get, "applications"))!.AsArray().Select(a => a!);

    private static bool IsSignIn(JsonNode application) => (string)application["application_name"]! == "Aqueduct sign-in";

    /// <summary>The calls that changed something since <paramref name="start"/>.</summary>
    public IReadOnlyList<string> Changes(int start = 0) =>
        [.. GitLab.Requests.Skip(start).Where(r => !r.Route.StartsWith("GET ", StringComparison.Ordinal) && r.Status is >= 200 and < 300).Select(r => r.Route)];

    public async ValueTask DisposeAsync()
    {
        administrator.Dispose();
        await GitLab.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>The GitLab side mints nothing.</summary>
    internal sealed class NoTokens : IIssueTokens
    {
        public static NoTokens Instance { get; } = new();

        public Task<string> GetSigningKeyIdAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("The GitLab side asked for a key.");

        public Task<string> IssueAsync(string user, CancellationToken cancellationToken) => throw new InvalidOperationException("The GitLab side asked for a token.");
    }
}
