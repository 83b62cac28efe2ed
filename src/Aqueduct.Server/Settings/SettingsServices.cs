using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Aqueduct.Server.Settings;

internal static class SettingsServices
{
    /// <summary>Where Amazon Q may work. Needs storage, the audit and <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddSettings(this IServiceCollection services) => services
        .AddSingleton<IAvailability, StoredAvailability>()
        .AddSingleton<AvailabilityTree>();

    public static void MapSettings(this IEndpointRouteBuilder routes)
    {
        var availability = routes.ServiceProvider.GetRequiredService<IAvailability>();
        routes.MapAvailability(availability);
        if (routes.ServiceProvider.GetService<AvailabilityTree>() is { } tree)
            routes.MapTree(availability, tree);
    }
}
