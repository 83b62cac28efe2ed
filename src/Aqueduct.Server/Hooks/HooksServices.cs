using System.Text.Json;
using System.Text.Json.Serialization;
using Aqueduct.GitLab;
using Aqueduct.GitLab.Hooks;
using Aqueduct.Server.Storage;
using Aqueduct.Server.Tree;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aqueduct.Server.Hooks;

internal static class HooksServices
{
    /// <summary>Our hooks at GitLab's groups and projects. Needs storage, the tree, <see cref="GitLabClient"/>, <see cref="TimeProvider"/> and logging.</summary>
    /// <param name="url">Where GitLab delivers.</param>
    public static IServiceCollection AddHooks(this IServiceCollection services, string url) => services
        .AddSingleton(provider => provider.GetRequiredService<GitLabClient>().PlacedHooks)
        .AddSingleton<DeliverySecret>()
        .AddSingleton<HookRows>()
        .AddSingleton<HookChanges>()
        .AddSingleton<GroupHooks>()
        .AddSingleton(provider => new HookWork(
            provider.GetRequiredService<HooksClient>(), provider.GetRequiredService<HookRows>(), provider.GetRequiredService<DeliverySecret>(), url))
        .AddHostedService(provider => new HookSync(
            provider.GetRequiredService<IDatabase>(), provider.GetService<IAvailabilityOfPlaces>(), provider.GetRequiredService<HookWork>(),
            provider.GetRequiredService<HookRows>(), provider.GetRequiredService<GroupHooks>(), provider.GetRequiredService<TreeProgress>(),
            provider.GetRequiredService<HookChanges>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<HookSync>>()));

    /// <summary><c>GET /api/v1/hooks</c>: how far the hooks at GitLab are.</summary>
    public static void MapHooks(this IEndpointRouteBuilder routes)
    {
        var rows = routes.ServiceProvider.GetRequiredService<HookRows>();
        routes.MapGet("/api/v1/hooks", async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.Headers.CacheControl = "no-store";
            await JsonSerializer.SerializeAsync(context.Response.Body, await rows.ReadAsync(context.RequestAborted), HooksJson.Default.HooksStatus, context.RequestAborted);
        });
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(HooksStatus))]
public sealed partial class HooksJson : JsonSerializerContext;
