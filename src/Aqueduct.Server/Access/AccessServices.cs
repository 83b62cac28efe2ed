using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Aqueduct.Server.Audit;
using Aqueduct.Server.LocalApi;
using Aqueduct.Setup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Aqueduct.Server.Access;

/// <summary><c>/api/v1/tokens</c>: for the socket alone, so that no token can make another.</summary>
internal static class AccessServices
{
    private const int MaxBytes = 4096;

    public static IServiceCollection AddAccess(this IServiceCollection services) => services
        .AddSingleton<ApiTokens>()
        .AddSingleton<IApiAccess, ApiAccess>();

    public static void MapAccess(this IEndpointRouteBuilder routes)
    {
        var tokens = routes.ServiceProvider.GetRequiredService<ApiTokens>();
        routes.MapGet("/api/v1/tokens", async context =>
            await AnswerAsync(context, new ApiTokenList(await tokens.ListAsync(context.RequestAborted)), AccessJson.Default.ApiTokenList));
        routes.MapPost("/api/v1/tokens", async context =>
        {
            if (await ReadAsync(context) is not { } request)
                await Problem.WriteAsync(context, StatusCodes.Status400BadRequest, new Failure("invalid-request", "The body is no token request.", """Send {"name": "ci", "scope": "read", "days": 30}."""));
            else if ((await tokens.CreateAsync(request, AuditOrigins.Of(context), context.RequestAborted)).TryGet(out var created, out var failure))
                await AnswerAsync(context, created, AccessJson.Default.ApiTokenCreated);
            else
                await Problem.WriteAsync(context, StatusCodes.Status400BadRequest, failure);
        });
        routes.MapDelete("/api/v1/tokens/{id}", async context =>
        {
            var id = (string)context.Request.RouteValues["id"]!;
            if (await tokens.RevokeAsync(id, AuditOrigins.Of(context), context.RequestAborted))
                context.Response.StatusCode = StatusCodes.Status204NoContent;
            else
                await Problem.WriteAsync(context, StatusCodes.Status404NotFound, new Failure("no-such-token", $"There is no token {id} that still works.", "`aqueduct tokens list` shows what there is."));
        });
    }

    private static async Task<ApiTokenRequest?> ReadAsync(HttpContext context)
    {
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = MaxBytes;
        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, AccessJson.Default.ApiTokenRequest, context.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Task AnswerAsync<T>(HttpContext context, T answer, JsonTypeInfo<T> json)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        return JsonSerializer.SerializeAsync(context.Response.Body, answer, json, context.RequestAborted);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ApiTokenList))]
[JsonSerializable(typeof(ApiTokenCreated))]
[JsonSerializable(typeof(ApiTokenRequest))]
public sealed partial class AccessJson : JsonSerializerContext;
