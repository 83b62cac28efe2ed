using Aqueduct.GitLab;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Aqueduct.Server.Settings;

internal static class SettingsServices
{
    /// <summary>Where Amazon Q may work. Needs storage, the audit and <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddSettings(this IServiceCollection services) => services
        .AddSingleton<IAvailability, StoredAvailability>()
        .AddSingleton<AvailabilityTree>();

    /// <summary>Where GitLab lets Amazon Q work, with the token in <c>gitlab.token_file</c>. Needs the gateway's client besides.</summary>
    public static IServiceCollection AddSettingsOfGitLab(this IServiceCollection services) => services
        .AddSingleton(provider => new LevelsAtGitLab(provider.GetRequiredService<GitLabClient>().Duo))
        .AddSingleton<IAvailability, AvailabilityAtGitLab>();

    public static void MapSettings(this IEndpointRouteBuilder routes)
    {
        var availability = routes.ServiceProvider.GetRequiredService<IAvailability>();
        routes.MapAvailability(availability);
        if (routes.ServiceProvider.GetService<AvailabilityTree>() is { } tree)
            routes.MapTree(availability, tree);
    }
}
