using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Aqueduct.Bench.Gateway;

/// <summary>Everything the gateway talks to, as a process: AWS at once, AWS as slow as it is, and the issuer of GitLab's tokens.</summary>
internal static class UpstreamProcess
{
    /// <param name="caFile">Where the issuer's certificate is written.</param>
    public static async Task<int> RunAsync(string caFile, TimeProvider clock)
    {
        using var keys = new TokenKeys(BenchWorld.IssuerUrl, clock);
        using var certificate = ThrowawayCertificate.Create(caFile, clock);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            var atOnce = new FakeAws(TimeSpan.Zero, TimeSpan.Zero, clock);
            var slow = new FakeAws(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(60), clock);
            kestrel.Listen(IPAddress.Loopback, BenchWorld.Aws, listener => listener.Run(atOnce.ServeAsync));
            kestrel.Listen(IPAddress.Loopback, BenchWorld.SlowAws, listener => listener.Run(slow.ServeAsync));
            kestrel.Listen(IPAddress.Loopback, BenchWorld.Issuer, listener => listener.UseHttps(certificate));
            kestrel.Listen(IPAddress.Loopback, BenchWorld.Desk);
        });
        await using var app = builder.Build();
        app.MapGet("/.well-known/openid-configuration", () => Results.Text(keys.Discovery, "application/json"));
        app.MapGet("/keys", () => Results.Text(keys.KeySet, "application/json"));
        app.MapGet("/token", () => keys.Token());
        app.MapGet("/readyz", () => "ok");
        await app.RunAsync();
        return 0;
    }
}
