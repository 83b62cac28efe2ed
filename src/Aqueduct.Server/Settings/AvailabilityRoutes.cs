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

namespace Aqueduct.Server.Settings;

/// <summary>
/// <c>GET|PUT /api/v1/availability/instance</c>, <c>…/groups/{ID or full path}</c> and <c>…/projects/{ID or full path}</c>. The answer's ETag is the
/// version; a PUT names it as <c>If-Match</c>. <c>POST /api/v1/availability/changes</c> changes many places, or says what would come of it.
/// </summary>
internal static class AvailabilityRoutes
{
    private const int MostBytes = 256 * 1024;

    public static void MapAvailability(this IEndpointRouteBuilder routes, IAvailability availability)
    {
        Map("instance", PlaceKind.Instance);
        Map("groups/{**place}", PlaceKind.Group);
        Map("projects/{**place}", PlaceKind.Project);
        routes.MapPost("/api/v1/availability/changes", context => ChangeManyAsync(context, availability)).RequireScope(ApiScope.Settings);

        void Map(string path, PlaceKind kind)
        {
            routes.MapGet($"/api/v1/availability/{path}", context => WithPlaceAsync(context, availability, kind, place => GetAsync(context, availability, place)))
                .RequireScope(ApiScope.Read);
            routes.MapPut($"/api/v1/availability/{path}", context => WithPlaceAsync(context, availability, kind, place => PutAsync(context, availability, place)))
                .RequireScope(ApiScope.Settings);
        }
    }

    public static async Task WithPlaceAsync(HttpContext context, IAvailability availability, PlaceKind kind, Func<Place, Task> handle)
    {
        // Routing leaves %2F as it is; no path of GitLab's holds a percent sign.
        var idOrPath = (context.Request.RouteValues["place"] as string)?.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase) ?? "";
        if ((await availability.FindAsync(kind, idOrPath, context.RequestAborted)).TryGet(out var place, out var failure))
            await handle(place.Place);
        else
            await ProblemAsync(context, failure);
    }

    public static Task AnswerAsync<T>(HttpContext context, T answer, JsonTypeInfo<T> json)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        return JsonSerializer.SerializeAsync(context.Response.Body, answer, json, context.RequestAborted);
    }

    public static Task ProblemAsync(HttpContext context, Failure failure) => Problem.WriteAsync(context, StatusOf(failure), failure);

    private static async Task GetAsync(HttpContext context, IAvailability availability, Place place)
    {
        if ((await availability.ReadAsync(place, context.RequestAborted)).TryGet(out var effective, out var failure))
            await AnswerAsync(context, effective);
        else
            await ProblemAsync(context, failure);
    }

    private static async Task PutAsync(HttpContext context, IAvailability availability, Place place)
    {
        if (context.Request.Headers.IfMatch is not [{ } ifMatch])
        {
            await ProblemAsync(context, NoIfMatch);
            return;
        }

        if (await ReadAsync(context, AvailabilityJson.Default.AvailabilityRequest) is not { } request || request is { Value: null, AutoReview: null })
        {
            await ProblemAsync(context, NothingToSet);
            return;
        }

        var change = new AvailabilityChange(place, request.Value, request.AutoReview, VersionOf(ifMatch));
        var outcome = await availability.SetAsync(change, ActorOf(context), context.RequestAborted);
        if (outcome.Now is { } now)
            await AnswerAsync(context, now);
        else
            await ProblemAsync(context, outcome.Failure!);
    }

    private static async Task ChangeManyAsync(HttpContext context, IAvailability availability)
    {
        if (await ReadAsync(context, AvailabilityJson.Default.BulkRequest) is not { Places.Count: > 0 and <= AvailabilityTree.MostItems } request || request is { Value: null, AutoReview: null })
        {
            await ProblemAsync(context, NothingToSet);
            return;
        }

        if (!request.Preview && request.Places.Any(p => p.Version is null))
        {
            await ProblemAsync(context, NoIfMatch);
            return;
        }

        var outcomes = new List<BulkOutcome>();
        foreach (var place in request.Places)
        {
            var change = new AvailabilityChange(new(place.Kind, place.Id), request.Value, request.AutoReview, place.Version);
            var outcome = request.Preview
                ? await availability.PreviewAsync(change, context.RequestAborted)
                : await availability.SetAsync(change, ActorOf(context), context.RequestAborted);
            outcomes.Add(new(outcome.Status, outcome.Before, outcome.Now, outcome.Failure));
        }

        await AnswerAsync(context, new BulkAnswer(outcomes), AvailabilityJson.Default.BulkAnswer);
    }

    private static Task AnswerAsync(HttpContext context, EffectiveAvailability effective)
    {
        context.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{effective.Version}\"");
        return AnswerAsync(context, effective, AvailabilityJson.Default.EffectiveAvailability);
    }

    private static async Task<T?> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> json)
        where T : class
    {
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = MostBytes;
        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, json, context.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>RFC 9110, 13.1.1: <c>*</c> is any version; what is no version of ours matches none.</summary>
    private static long? VersionOf(string ifMatch) =>
        ifMatch == "*" ? null
        : ifMatch is ['"', .. var version, '"'] && long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : -1;

    private static Actor ActorOf(HttpContext context)
    {
        var caller = ApiCaller.Of(context);
        return new(caller.Actor, OnBehalfOf: null, caller.Source, caller.CorrelationId);
    }

    private static int StatusOf(Failure failure) => failure.Code switch
    {
        "not-found" => StatusCodes.Status404NotFound,
        "invalid-request" or "invalid-cursor" => StatusCodes.Status400BadRequest,
        "availability-conflict" => StatusCodes.Status412PreconditionFailed,
        "if-match-missing" => StatusCodes.Status428PreconditionRequired,
        "availability-locked" => StatusCodes.Status409Conflict,
        "availability-invalid" or "not-in-gitlabs-api" or "auto-review-needs-on" => StatusCodes.Status422UnprocessableEntity,
        _ => StatusCodes.Status502BadGateway,
    };

    private static Failure NoIfMatch => new(
        "if-match-missing", "The request does not say which version it changes.",
        """Read it first, then send the ETag of the answer as If-Match; for many places, the version of each; "*" changes any.""");

    private static Failure NothingToSet => new(
        "invalid-request", "The body is not a change of availability.",
        """Send {"value": "…"}, {"auto_review": true or false} or both; value is default_on, default_off or never_on, for a project on or off, or inherit. For many places add "places", 200 at most.""");
}
