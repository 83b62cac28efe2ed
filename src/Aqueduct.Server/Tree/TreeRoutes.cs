using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Aqueduct.Server.Tree;

internal static class TreeRoutes
{
    /// <summary><c>GET /api/v1/mirror</c>: how far the mirror of GitLab's groups and projects is.</summary>
    public static void MapTree(this IEndpointRouteBuilder routes)
    {
        var progress = routes.ServiceProvider.GetRequiredService<TreeProgress>();
        routes.MapGet("/api/v1/mirror", async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.Headers.CacheControl = "no-store";
            await JsonSerializer.SerializeAsync(context.Response.Body, await progress.ReadAsync(context.RequestAborted), TreeJson.Default.TreeStatus, context.RequestAborted);
        });
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(TreeStatus))]
public sealed partial class TreeJson : JsonSerializerContext;
