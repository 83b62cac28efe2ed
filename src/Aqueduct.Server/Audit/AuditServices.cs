using Aqueduct.Server.Storage;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Aqueduct.Server.Audit;

internal static class AuditServices
{
    /// <summary>The audit trail. Needs storage and <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddAudit(this IServiceCollection services, AuditOptions options) => services
        .AddSingleton(options)
        .AddSingleton<IAuditTrail, AuditTrail>()
        .AddSingleton<AuditRetention>()
        .AddSingleton<AuditRoutes>()
        .AddHostedService<AuditUpkeep>();

    public static void MapAudit(this IEndpointRouteBuilder routes) => routes.ServiceProvider.GetRequiredService<AuditRoutes>().Map(routes);

    /// <summary>For a command that works on the data itself.</summary>
    public static IAuditAdministration OpenAudit(this AqueductStorage storage, TimeProvider clock)
    {
        var origin = new AuditOrigin($"os:{Environment.UserName}", "command line", Guid.NewGuid().ToString("N"));
        return new AuditAdministration(storage.Database, storage.Sealer, new AuditTrail(storage.Sealer, clock), clock, origin);
    }
}
