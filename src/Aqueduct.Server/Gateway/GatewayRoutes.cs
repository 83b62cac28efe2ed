using Aqueduct.Server.Gateway.Chat;
using Aqueduct.Server.Gateway.Events;
using Aqueduct.Server.Gateway.Http;
using Aqueduct.Server.Gateway.OAuthApplication;
using Aqueduct.Server.Gateway.Suggestions;
using Aqueduct.Server.Gateway.Upstream;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Aqueduct.Server.Gateway;

/// <summary>The paths of GitLab's AI gateway that are for Amazon Q; every other one goes upstream.</summary>
internal static class GatewayRoutes
{
    /// <summary>GitLab's own address of its gateway ends so; with it or without it means the same here.</summary>
    public const string Prefix = "/ai";

    private const string AmazonQ = "/v1/amazon_q";

    public static void MapGateway(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var application = services.GetRequiredService<ApplicationRoutes>();
        var suggestions = services.GetRequiredService<SuggestionRoutes>();
        var guard = services.GetRequiredService<Guard>();
        var upstream = services.GetRequiredService<UpstreamForwarder>();

        routes.MapPost(ApplicationRoutes.Create, guard.Over(application.CreateAsync));
        routes.MapPost(ApplicationRoutes.Delete, guard.Over(application.DeleteAsync));
        routes.MapPost(ApplicationRoutes.Verify, guard.Over(application.VerifyAsync));
        routes.MapPost("/v1/amazon_q/events", guard.Over(services.GetRequiredService<EventRoute>().HandleAsync));
        routes.MapPost("/v2/code/completions", guard.Over(suggestions.CompleteAsync));
        routes.MapPost("/v2/completions", guard.Over(suggestions.CompleteAsync));
        routes.MapPost("/v2/code/generations", guard.Over(suggestions.GenerateAsync));
        routes.MapPost("/v3/code/completions", guard.Over(suggestions.SuggestV3Async));
        routes.MapPost("/v4/code/suggestions", guard.Over(suggestions.SuggestV4Async));
        routes.MapPost("/v2/chat/agent", guard.Over(services.GetRequiredService<ChatRoute>().HandleAsync));
        routes.MapFallback("{**path}", context => IsOurs(context.Request.Path) ? NotFoundAsync(context) : upstream.ForwardAsync(context));
    }

    /// <summary>What stays here even where no route of ours takes it.</summary>
    private static bool IsOurs(PathString path) => path.StartsWithSegments(AmazonQ) || path.StartsWithSegments("/api") || path.StartsWithSegments("/cc");

    private static Task NotFoundAsync(HttpContext context) => GatewayAnswer.RefuseAsync(
        context,
        HttpMethods.IsPost(context.Request.Method) || !context.Request.Path.StartsWithSegments(AmazonQ)
            ? new(StatusCodes.Status404NotFound, "Not Found")
            : new(StatusCodes.Status405MethodNotAllowed, "Method Not Allowed"));
}
