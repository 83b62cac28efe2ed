using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Aqueduct.Bench;

/// <summary>The least an ASP.NET Core server can be: one route, no logs.</summary>
internal static class BareServer
{
    public static async Task<int> RunAsync(string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.MapGet("/readyz", () => "ok");
        await app.RunAsync(url);
        return 0;
    }
}
