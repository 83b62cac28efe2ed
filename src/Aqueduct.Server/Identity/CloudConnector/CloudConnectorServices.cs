using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aqueduct.Server.Identity.CloudConnector;

public static class CloudConnectorServices
{
    /// <summary>Verification of Cloud Connector tokens. Needs <see cref="TimeProvider"/> and logging.</summary>
    /// <param name="outgoing">Reaches the issuers as <c>network:</c> says; must not follow redirects.</param>
    public static IServiceCollection AddCloudConnector(this IServiceCollection services, CloudConnectorOptions options, HttpClient outgoing) => services
        .AddSingleton(provider => new TrustedIssuers(
            options, outgoing, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<TrustedIssuer>>()))
        .AddSingleton(provider => new CloudConnectorTokens(
            options, provider.GetRequiredService<TrustedIssuers>(), provider.GetRequiredService<TimeProvider>()))
        .AddHostedService<TrustedKeyRefresh>();
}
