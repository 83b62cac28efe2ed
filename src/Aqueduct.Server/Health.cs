using Aqueduct.Server.Identity;
using Aqueduct.Server.LocalApi;
using Aqueduct.Server.Storage;
using Aqueduct.Setup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Aqueduct.Server;

/// <summary>Two probes. Live: the process answers. Ready: the database does too, and the issuer has its keys.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes, string live = "/healthz", string ready = "/readyz")
    {
        var services = routes.ServiceProvider;
        routes.MapGet(live, context => AnswerAsync(context));
        routes.MapGet(ready, async context =>
        {
            if (await WhyNotReadyAsync(services, context.RequestAborted) is { } failure)
                await Problem.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, failure);
            else
                await AnswerAsync(context);
        });
    }

    /// <returns>Null when it is ready.</returns>
    public static async Task<Failure?> WhyNotReadyAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (services.GetRequiredService<SigningKeyRing>().Current is null)
            return new Failure("keys-not-loaded", "The issuer's keys are not loaded yet.", "Wait a moment.");
        try
        {
            await services.GetRequiredService<IDatabase>().ReadAsync((db, ct) => db.Instances.AnyAsync(ct), cancellationToken);
            return null;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The log of the next real use says why; strangers may ask here.
            return new Failure("database-unreachable", "The database does not answer.", "Look into the server's log.");
        }
    }

    private static Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync("""{"status":"ok"}""", context.RequestAborted);
    }
}
