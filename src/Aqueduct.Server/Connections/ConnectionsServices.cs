using Aqueduct.Setup;
using Aqueduct.Setup.Connections;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Aqueduct.Server.Connections;

internal static class ConnectionsServices
{
    /// <summary>The connection to Amazon Q. Needs identity, <see cref="TimeProvider"/> and logging.</summary>
    /// <param name="settings">Checked by <see cref="Desired.From"/>.</param>
    public static IServiceCollection AddConnections(
        this IServiceCollection services, ConnectionSettings settings, Func<HttpMessageHandler> transport, ISetupState state) => services
        .AddSingleton(provider =>
            Connection.Open(settings, transport, state, provider.GetRequiredService<IIssueTokens>(), provider.GetRequiredService<TimeProvider>())
                .TryGet(out var connection, out var failures)
                ? connection
                : throw new InvalidOperationException(failures[0].Detail))
        .AddSingleton<ConnectionCallback>();

    public static void MapConnections(this IEndpointRouteBuilder routes) =>
        routes.MapGet(ConnectionCallback.Route, routes.ServiceProvider.GetRequiredService<ConnectionCallback>().HandleAsync);
}
