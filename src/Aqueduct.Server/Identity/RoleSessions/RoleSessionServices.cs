using Aqueduct.Aws;
using Aqueduct.Setup;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aqueduct.Server.Identity.RoleSessions;

public static class RoleSessionServices
{
    /// <summary><see cref="IRoleSessions"/>. Needs identity, <see cref="TimeProvider"/> and logging.</summary>
    /// <param name="aws">Its STS is called; it needs no credentials for that.</param>
    public static IServiceCollection AddRoleSessions(this IServiceCollection services, AwsClients aws, RoleSessionNaming naming) => services
        .AddSingleton<IRoleSessions>(provider => new UserSessions(
            new RoleSessionSource(
                provider.GetRequiredService<IIssueTokens>(), aws.Sts, provider.GetRequiredService<IssuerSettings>().Issuer.InstanceUid, naming),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<UserSessions>>()));
}
