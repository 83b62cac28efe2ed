using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Aqueduct.Server.Access;
using Aqueduct.Server.LocalApi;
using Aqueduct.Server.Storage;
using Aqueduct.Setup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Aqueduct.Server.Audit;

/// <summary><c>/api/v1/audit</c>: the trail for the command line and for programs. Only the socket may add to it and erase.</summary>
internal sealed class AuditRoutes(IDatabase database, ISealer sealer, IAuditTrail trail, TimeProvider clock)
{
    private const int MaxBytes = 64 * 1024;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/audit", ListAsync).RequireScope(ApiScope.Admin);
        routes.MapGet("/api/v1/audit/{sequence:long}", ShowAsync).RequireScope(ApiScope.Admin);
        routes.MapGet("/api/v1/audit/verification", async context =>
            await AnswerAsync(context, await For(context).VerifyAsync(context.RequestAborted), AuditJson.Default.AuditVerification)).RequireScope(ApiScope.Admin);
        routes.MapPost("/api/v1/audit", RecordAsync);
        routes.MapPost("/api/v1/audit/erasures", EraseAsync);
    }

    private AuditAdministration For(HttpContext context) => new(database, sealer, trail, clock, AuditOrigins.Of(context));

    private async Task ListAsync(HttpContext context)
    {
        if (Read(context.Request.Query) is { } query)
            await AnswerAsync(context, await For(context).ListAsync(query, context.RequestAborted), AuditJson.Default.AuditPage);
        else
            await InvalidAsync(context, "since and until are times with an offset; after, before and limit are numbers.");
    }

    private async Task ShowAsync(HttpContext context)
    {
        var sequence = long.Parse((string)context.Request.RouteValues["sequence"]!, CultureInfo.InvariantCulture);
        if (await For(context).FindAsync(sequence, context.RequestAborted) is { } entry)
            await AnswerAsync(context, entry, AuditJson.Default.AuditRecord);
        else
            await Problem.WriteAsync(context, StatusCodes.Status404NotFound, AuditFailures.NoEntry(sequence));
    }

    private async Task RecordAsync(HttpContext context)
    {
        if (await ReadAsync(context, AuditJson.Default.AuditReport) is not { Action: { Length: > 0 and <= 100 } action, Target: { Length: <= 1000 } } report
            || !action.All(c => char.IsAsciiLetterLower(c) || c is '.' or '-'))
        {
            await InvalidAsync(context, "action is a word such as setup.create, target up to 1,000 characters.");
            return;
        }

        await For(context).RecordAsync(report, context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task EraseAsync(HttpContext context)
    {
        if (await ReadAsync(context, AuditJson.Default.AuditErasure) is not { Person: { } person })
            await InvalidAsync(context, """Send {"person": "os:alice"}.""");
        else if (await For(context).EraseAsync(person, context.RequestAborted))
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await Problem.WriteAsync(context, StatusCodes.Status404NotFound, AuditFailures.NoPerson(person));
    }

    private static Task InvalidAsync(HttpContext context, string fix) =>
        Problem.WriteAsync(context, StatusCodes.Status400BadRequest, new Failure("invalid-request", "The request is not one this route understands.", fix));

    private static AuditQuery? Read(IQueryCollection values)
    {
        var query = new AuditQuery(Actor: values["actor"], Action: values["action"], Target: values["target"]);
        foreach (var (key, value) in values)
        {
            var number = long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : -1;
            var isTime = DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time);
            switch (key)
            {
                case "since" when isTime: query = query with { Since = time }; break;
                case "until" when isTime: query = query with { Until = time }; break;
                case "after" when number >= 0: query = query with { After = number }; break;
                case "before" when number >= 0: query = query with { Before = number }; break;
                case "limit" when number is > 0 and <= AuditQuery.MostEntries: query = query with { Limit = (int)number }; break;
                case "actor" or "action" or "target": break;
                default: return null;
            }
        }

        return query;
    }

    private static async Task<T?> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> json)
        where T : class
    {
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = MaxBytes;
        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, json, context.RequestAborted);
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
