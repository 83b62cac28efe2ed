using System.Globalization;
using Aqueduct.Server.Access;
using Aqueduct.Server.Storage;
using Aqueduct.Setup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Aqueduct.Server.Settings;

/// <summary>
/// <c>GET /api/v1/tree/instance</c> and <c>…/groups/{ID or full path}</c>: what stands directly below, with what holds there. With <c>?differs=true</c>
/// only, at any depth, what is other than above it. <c>after</c> and <c>limit</c> page.
/// </summary>
internal static class TreeRoutes
{
    private const int UsualLimit = 50;

    public static void MapTree(this IEndpointRouteBuilder routes, IAvailability availability, AvailabilityTree tree)
    {
        routes.MapGet("/api/v1/tree/instance", context => GetAsync(context, tree, Place.Instance)).RequireScope(ApiScope.Read);
        routes.MapGet("/api/v1/tree/groups/{**place}", context =>
            AvailabilityRoutes.WithPlaceAsync(context, availability, PlaceKind.Group, place => GetAsync(context, tree, place))).RequireScope(ApiScope.Read);
    }

    private static async Task GetAsync(HttpContext context, AvailabilityTree tree, Place place)
    {
        var query = context.Request.Query;
        if (!TryReadLimit(query["limit"], out var limit) || query["differs"] is not ([] or ["true"]) || query["after"].Count > 1)
        {
            await AvailabilityRoutes.ProblemAsync(context, WrongQuery);
            return;
        }

        var page = query["differs"].Count == 0
            ? await tree.ChildrenAsync(place, query["after"], limit, context.RequestAborted)
            : await tree.DifferingAsync(place, query["after"], limit, context.RequestAborted);
        if (page.TryGet(out var items, out var failure))
            await AvailabilityRoutes.AnswerAsync(context, items, AvailabilityJson.Default.TreePage);
        else
            await AvailabilityRoutes.ProblemAsync(context, failure);
    }

    private static bool TryReadLimit(string? text, out int limit) => text is null
        ? (limit = UsualLimit) > 0
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is > 0 and <= AvailabilityTree.MostItems;

    private static Failure WrongQuery => new(
        "invalid-request", "The query is not one for the tree.", "Use after, limit from 1 to 200, and differs=true; each once, or not at all.");
}
