using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Aqueduct.ContractTests.Connections;

/// <summary>
/// As much of a GitLab as a connection meets: one OAuth application, an authorize page whose user always says yes, codes used once,
/// refresh tokens that rotate, and <c>/api/v4/user</c>. Over real TLS on a port of its own.
/// </summary>
internal sealed class SmallGitLab : IAsyncDisposable
{
    public const string Host = "gitlab.example.test";
    public const string Url = $"https://{Host}";
    public const string ClientId = "the-client";

    private readonly WebApplication app;
    private readonly Lock gate = new();
    private readonly Dictionary<string, string> codes = []; // with the redirect URI each was given for
    private readonly HashSet<string> accessTokens = [];
    private readonly HashSet<string> refreshTokens = [];
    private int issued;

    private SmallGitLab(X509Certificate2 certificate)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, l => l.UseHttps(certificate)));
        app = builder.Build();
        app.Run(AnswerAsync);
    }

    public string ClientSecret { get; set; } = "gloas-the-secret";

    public string RedirectUri { get; set; } = "https://aqueduct.example.test/connection/callback";

    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(2);

    /// <summary>Method and path of every call.</summary>
    public List<string> Requests { get; } = [];

    public string ConnectTo =>
        $"{Host}:443=127.0.0.1:{new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port}";

    public static async Task<SmallGitLab> StartAsync(X509Certificate2 certificate, CancellationToken cancellationToken)
    {
        var gitLab = new SmallGitLab(certificate);
        await gitLab.app.StartAsync(cancellationToken);
        return gitLab;
    }

    /// <summary>A code as its user's consent gives it.</summary>
    public string GiveCode()
    {
        lock (gate)
        {
            var code = $"code-{++issued}";
            codes.Add(code, RedirectUri);
            return code;
        }
    }

    /// <summary>As if the user revoked the application's authorization.</summary>
    public void RevokeEverything()
    {
        lock (gate)
        {
            accessTokens.Clear();
            refreshTokens.Clear();
        }
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        lock (gate)
            Requests.Add($"{context.Request.Method} {context.Request.Path}");
        switch (context.Request.Path.Value)
        {
            case "/oauth/authorize":
                Authorize(context);
                break;
            case "/oauth/token":
                var form = await context.Request.ReadFormAsync();
                var (status, json) = Token(form);
                await WriteAsync(context, status, json);
                break;
            case "/api/v4/user":
                var known = accessTokens.Contains(context.Request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal));
                await WriteAsync(context, known ? 200 : 401, known ? new { username = "olivia" } : new { message = "401 Unauthorized" });
                break;
            default:
                await context.Response.WriteAsync("GitLab");
                break;
        }
    }

    private void Authorize(HttpContext context)
    {
        var query = context.Request.Query;
        var right = query["client_id"] == ClientId && query["redirect_uri"] == RedirectUri && query["response_type"] == "code"
            && query["scope"].ToString().Split(' ').Contains("api") && !query.ContainsKey("code_challenge");
        if (right)
            context.Response.Redirect($"{RedirectUri}?code={GiveCode()}&state={Uri.EscapeDataString(query["state"]!)}");
        else
            context.Response.StatusCode = 400;
    }

    private (int Status, object Json) Token(IFormCollection form)
    {
        lock (gate)
        {
            if (form["client_id"] != ClientId || form["client_secret"] != ClientSecret)
                return (401, new { error = "invalid_client" });
            var good = form["grant_type"].ToString() switch
            {
                "authorization_code" => codes.Remove(form["code"]!, out var redirect) && form["redirect_uri"] == redirect,
                "refresh_token" => refreshTokens.Remove(form["refresh_token"]!),
                _ => false,
            };
            if (!good)
                return (400, new { error = "invalid_grant" });
            var (access, refresh) = ($"access-{++issued}", $"refresh-{issued}");
            accessTokens.Add(access);
            refreshTokens.Add(refresh);
            return (200, new { access_token = access, token_type = "Bearer", expires_in = (int)TokenLifetime.TotalSeconds, refresh_token = refresh });
        }
    }

    private static Task WriteAsync(HttpContext context, int status, object json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(JsonSerializer.Serialize(json));
    }
}
