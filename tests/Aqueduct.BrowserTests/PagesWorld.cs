using System.Net;
using System.Text.Json;
using Aqueduct.BrowserTests;
using Aqueduct.Embedded;
using Aqueduct.Local;
using Aqueduct.Server;
using Aqueduct.Setup;
using Aqueduct.Setup.Configuration;
using Aqueduct.Setup.Network;
using Aqueduct.StandIns.Aws;
using Aqueduct.StandIns.GitLab;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(PagesWorld))]

namespace Aqueduct.BrowserTests;

/// <summary>The real server beside the stand-ins, set up on both sides but not connected, and a browser. Made once for all tests.</summary>
public sealed class PagesWorld : IAsyncLifetime
{
    public const string Origin = "https://aqueduct.example.test";

    private const string Uid = "6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11";
    private const string GitLabName = "gitlab.example.test";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("aqueduct-pages-");
    private readonly EmbeddedPorts ports = EmbeddedPorts.Free();
    private NetworkOptions network = null!;
    private HttpClient outgoing = null!;
    private AwsStandIn aws = null!;
    private GitLabStandIn gitLab = null!;
    private AqueductServer server = null!;
    private LocalServer local = null!;
    private Chromium? chromium;

    internal MovableClock Clock { get; } = new();

    /// <summary>The same server without its name, for browsers of this machine.</summary>
    public string LocalOrigin => $"http://127.0.0.1:{ports.Http}";

    public string ProviderUrl => server.Issuer;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (Chromium.Missing is not null)
            return; // each test says so
        new EmbeddedInstallation(folder.FullName, ports).Write(TimeProvider.System);
        string[] connectTo = [$"aqueduct.example.test:443=127.0.0.1:{ports.Tls}", $"{GitLabName}:443=127.0.0.1:{ports.GitLabTls}"];
        network = new() { CaFile = FileOf("ca.pem"), ConnectTo = connectTo };
        outgoing = new(Transport());
        aws = await AwsStandIn.StartAsync(new() { Urls = $"http://127.0.0.1:{ports.Aws}", ConnectTo = connectTo, CaFile = network.CaFile, Clock = Clock }, Cancelled);
        gitLab = await GitLabStandIn.StartAsync(
            new()
            {
                Urls = [$"http://127.0.0.1:{ports.GitLab}", $"https://127.0.0.1:{ports.GitLabTls}"], CertificateFile = FileOf("tls.pem"), KeyFile = FileOf("tls.key"),
                ExternalUrl = $"https://{GitLabName}", ConnectTo = connectTo, CaFile = network.CaFile, Clock = Clock, AllowLocalHookUrls = true,
            },
            Cancelled);
        await ServeAsync();
        await SetUpAsync();
        chromium = await Chromium.StartAsync(connectTo.Select(c => c.Replace('=', ' ')));
    }

    public async ValueTask DisposeAsync()
    {
        if (chromium is not null)
        {
            await chromium.DisposeAsync();
            local.Dispose();
            await server.DisposeAsync();
            await gitLab.DisposeAsync();
            await aws.DisposeAsync();
            outgoing.Dispose();
        }

        folder.Delete(recursive: true);
    }

    internal Task<IBrowserContext> OpenAsync(ColorScheme theme = ColorScheme.Light, int width = 1280, bool scripts = true)
    {
        Assert.SkipWhen(chromium is null, Chromium.Missing ?? "");
        return chromium!.OpenAsync(theme, width, scripts);
    }

    /// <summary>Signs in at GitLab, and consents there when it asks.</summary>
    internal static async Task<IPage> SignInAsync(IBrowserContext context, string username = "root", string origin = Origin)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(origin + "/");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with GitLab" }).ClickAsync();
        await page.GetByLabel("Username or primary email").FillAsync(username);
        await page.GetByLabel("Password").FillAsync("standin");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        var consent = page.GetByRole(AriaRole.Button, new() { Name = "Authorize" });
        if (await consent.IsVisibleAsync())
            await consent.ClickAsync();
        return page;
    }

    /// <summary>One delivery with the hook's secret, one of a stranger's without.</summary>
    internal async Task LetGitLabDeliverAsync()
    {
        await AtGitLabAsync(HttpMethod.Post, $"/api/v4/hooks/{await FirstIdAsync("hooks")}");
        using var answer = await outgoing.PostAsync(new Uri($"{Origin}/webhooks/gitlab"), null, Cancelled);
    }

    /// <summary>As GitLab's administrator.</summary>
    internal async Task AtGitLabAsync(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, new Uri(gitLab.Url, path)) { Headers = { { "PRIVATE-TOKEN", "glpat-standin-root" } } };
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var answer = await http.SendAsync(request, Cancelled);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync(Cancelled));
    }

    internal Task<long> UserIdAsync(string username) => FirstIdAsync($"users?username={username}");

    /// <summary>As somebody who is not signed in.</summary>
    internal async Task<HttpStatusCode> GetAsync(string path)
    {
        using var answer = await outgoing.GetAsync(new Uri(Origin + path), Cancelled);
        return answer.StatusCode;
    }

    /// <summary>A form as another program sends it.</summary>
    /// <param name="site">Where a browser would say that it comes from.</param>
    internal async Task<HttpStatusCode> PostAsync(string path, string cookie, string site, Dictionary<string, string> fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Origin + path)
        {
            Content = new FormUrlEncodedContent(fields),
            Headers = { { "Cookie", $"__Host-aqueduct={cookie}" }, { "Sec-Fetch-Site", site } },
        };
        using var answer = await outgoing.SendAsync(request, Cancelled);
        return answer.StatusCode;
    }

    private async Task<long> FirstIdAsync(string list)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { DefaultRequestHeaders = { { "PRIVATE-TOKEN", "glpat-standin-root" } } };
        using var found = JsonDocument.Parse(await http.GetStringAsync(new Uri(gitLab.Url, $"/api/v4/{list}"), Cancelled));
        return found.RootElement[0].GetProperty("id").GetInt64();
    }

    private AwsOptions Aws => new() { EndpointUrl = $"http://127.0.0.1:{ports.Aws}", AccountId = "111122223333", CredentialsFile = FileOf("aws-credentials") };

    private GitLabOptions GitLab => new() { Url = gitLab.Url.ToString(), ExternalUrl = $"https://{GitLabName}", TokenFile = FileOf("gitlab-token") };

    private async Task ServeAsync()
    {
        var started = await AqueductServer.StartAsync(
            new()
            {
                Server = new()
                {
                    PublicUrl = Origin, Urls = $"{LocalOrigin};https://127.0.0.1:{ports.Tls}", CertificateFile = FileOf("tls.pem"), CertificateKeyFile = FileOf("tls.key"),
                },
                Identity = new(),
                Storage = new(),
                InstanceUid = Uid,
                BaseFolder = folder.FullName,
                Outgoing = outgoing,
                Connections = new(Aws, new(), new(), $"https://{GitLabName}", Transport),
                SignIn = new([new(Origin, $"https://{GitLabName}"), new(LocalOrigin, gitLab.Url.ToString().TrimEnd('/'))], gitLab.Url, Transport),
                Clock = Clock,
            },
            _ => { }, Cancelled);
        started.TryGet(out var running, out var failure).ShouldBeTrue(failure?.Detail);
        server = running!;
        local = (await LocalServer.TryConnectAsync(Path.GetDirectoryName(server.SocketPath)!, Cancelled))!;
    }

    private async Task SetUpAsync()
    {
        var settings = new SetupSettings(Uid, Origin, Aws, new(), new()) { Sides = SetupSides.Both, GitLab = GitLab, PublicUrl = Origin, LocalUrl = LocalOrigin };
        SetupSession.Open(settings, Transport, new RemoteSetupState(local), new RemoteTokens(local), Clock).TryGet(out var session, out var failures).ShouldBeTrue(failures?[0].Detail);
        using (session)
        {
            (await session!.PlanAsync(Cancelled)).TryGet(out var plan, out failures).ShouldBeTrue(failures?[0].Detail);
            (await session.ApplyAsync(plan!, null, Cancelled)).Failure.ShouldBeNull();
        }
    }

    private SocketsHttpHandler Transport() => OutboundTransport.TryCreate(network, out var failure) ?? throw new InvalidOperationException(failure!.Detail);

    private string FileOf(string name) => Path.Combine(folder.FullName, name);
}
