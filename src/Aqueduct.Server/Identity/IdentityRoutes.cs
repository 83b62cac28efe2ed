using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Aqueduct.Server.Access;
using Aqueduct.Server.Audit;
using Aqueduct.Server.LocalApi;
using Aqueduct.Server.Storage;
using Aqueduct.Setup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Aqueduct.Server.Identity;

/// <summary>The identity part of <c>/api/v1</c>, for the command line: <see cref="IIssueTokens"/> and <see cref="IIssuerAdministration"/>.</summary>
internal static class IdentityRoutes
{
    public static void MapIdentityApi(
        this IEndpointRouteBuilder routes, TokenIssuer tokens, IIssuerAdministration administration, IssuerSettings settings, IDatabase database, IAuditTrail trail)
    {
        routes.MapGet("/api/v1/identity/signing-key", async context =>
            await AnswerAsync(context, new SigningKeyAnswer(await tokens.GetSigningKeyIdAsync(context.RequestAborted)), IdentityJson.Default.SigningKeyAnswer));
        routes.MapGet("/api/v1/identity/keys", async context =>
            await AnswerAsync(context, await administration.ListAsync(context.RequestAborted), IdentityJson.Default.IssuerKeys)).RequireScope(ApiScope.Read);
        routes.MapGet("/api/v1/identity/documents", async context =>
            await AnswerAsync(context, await administration.DocumentsAsync(context.RequestAborted), IdentityJson.Default.IssuerFiles)).RequireScope(ApiScope.Read);
        routes.MapPost("/api/v1/identity/rotate", async context =>
        {
            var key = await administration.RotateAsync(context.RequestAborted);
            await trail.RecordAsync(database, AuditOrigins.Of(context).Did("identity.rotate", $"key {key.Kid}", after: key.State.ToString()), CancellationToken.None);
            await AnswerAsync(context, key, IdentityJson.Default.IssuerKey);
        }).RequireScope(ApiScope.Admin);
        routes.MapPost("/api/v1/identity/tokens", async context =>
        {
            var user = await ReadUserAsync(context);
            if (user is null || !Subject.TryCreate(settings.Issuer.InstanceUid, user, out _))
                await Problem.WriteAsync(context, StatusCodes.Status400BadRequest, NoUser);
            else
                await AnswerAsync(context, new TokenAnswer(await tokens.IssueAsync(user, context.RequestAborted)), IdentityJson.Default.TokenAnswer);
        });
    }

    private static Failure NoUser => new(
        "invalid-user", "The body names no user a subject can be made of.", """Send {"user": "<user id>"}; AWS takes subjects of up to 255 characters.""");

    private static async Task<string?> ReadUserAsync(HttpContext context)
    {
        try
        {
            return (await JsonSerializer.DeserializeAsync(context.Request.Body, IdentityJson.Default.TokenRequest, context.RequestAborted))?.User;
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
