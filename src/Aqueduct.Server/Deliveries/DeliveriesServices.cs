using Aqueduct.Server.Hooks;
using Aqueduct.Server.Tree;
using Aqueduct.Setup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aqueduct.Server.Deliveries;

internal static class DeliveriesServices
{
    /// <summary>What GitLab's hooks deliver. Needs logging.</summary>
    public static IServiceCollection AddDeliveries(this IServiceCollection services, ISetupState state) => services
        .AddSingleton(new HookSecret(state))
        .AddSingleton(provider => new GitLabWebhook(
            provider.GetRequiredService<HookSecret>(), provider.GetService<DeliverySecret>(), provider.GetService<TreeChanges>(), provider.GetRequiredService<ILogger<GitLabWebhook>>()));

    public static void MapDeliveries(this IEndpointRouteBuilder routes) =>
        routes.MapPost(GitLabWebhook.Route, routes.ServiceProvider.GetRequiredService<GitLabWebhook>().HandleAsync);
}
