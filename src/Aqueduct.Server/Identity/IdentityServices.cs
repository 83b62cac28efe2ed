using Aqueduct.Server.Audit;
using Aqueduct.Server.Storage;
using Aqueduct.Setup;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Aqueduct.Server.Identity;

internal static class IdentityServices
{
    /// <summary>The issuer, its keys and its tokens. Needs storage, <see cref="TimeProvider"/> and logging.</summary>
    /// <param name="outgoing">Reaches the issuer's public address as the world does.</param>
    public static IServiceCollection AddIdentity(this IServiceCollection services, IssuerSettings settings, HttpClient outgoing) => services
        .AddSingleton(settings)
        .AddSingleton(provider => new IssuerProbe(outgoing, settings, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<SigningKeyStore>()
        .AddSingleton<SigningKeyRing>()
        .AddSingleton<TokenIssuer>()
        .AddSingleton<IIssueTokens>(provider => provider.GetRequiredService<TokenIssuer>())
        .AddSingleton<IIssuerAdministration, IssuerAdministration>();

    public static void MapIdentity(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var settings = services.GetRequiredService<IssuerSettings>();
        routes.MapIssuer(services.GetRequiredService<SigningKeyRing>(), settings.Issuer);
        routes.MapIdentityApi(
            services.GetRequiredService<TokenIssuer>(), services.GetRequiredService<IIssuerAdministration>(), settings,
            services.GetRequiredService<IDatabase>(), services.GetRequiredService<IAuditTrail>());
    }
}
