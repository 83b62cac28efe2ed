using Aqueduct.Aws;
using Aqueduct.GitLab;
using Aqueduct.Server.Gateway.Admission;
using Aqueduct.Server.Gateway.AmazonQ;
using Aqueduct.Server.Gateway.Chat;
using Aqueduct.Server.Gateway.Events;
using Aqueduct.Server.Gateway.Http;
using Aqueduct.Server.Gateway.OAuthApplication;
using Aqueduct.Server.Gateway.Outbox;
using Aqueduct.Server.Gateway.Suggestions;
using Aqueduct.Server.Gateway.Upstream;
using Aqueduct.Server.Identity.CloudConnector;
using Aqueduct.Server.Identity.RoleSessions;
using Aqueduct.Setup;
using Aqueduct.Setup.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace Aqueduct.Server.Gateway;

internal static class GatewayServices
{
    /// <summary>The AI gateway of one GitLab. Needs storage, identity, <see cref="TimeProvider"/> and logging.</summary>
    /// <param name="acceptsInstance">Whether an instance UID is one of ours.</param>
    public static IServiceCollection AddGateway(
        this IServiceCollection services, GatewaySettings settings, Func<string, bool> acceptsInstance, TimeProvider clock)
    {
        var aws = new AwsClients(settings.Target, settings.Transport(), clock);
        return services
            .AddCloudConnector(new(settings.TokenIssuers, acceptsInstance), new HttpClient(settings.Transport()))
            .AddRoleSessions(aws, settings.Options.SessionName)
            .AddOutbox(provider => provider.GetRequiredService<EventDispatch>().DeliverAsync,
                settings.TokenFile is null ? null : provider => provider.GetRequiredService<GitLabClient>().Notes)
            .AddHttpForwarder()
            .AddSingleton(settings.Options)
            .AddSingleton(_ => aws) // the container disposes what a factory made
            .AddSingleton(aws.AmazonQ)
            .AddSingleton(_ => new GitLabClient(new Uri(settings.ApiUrl), settings.TokenFile ?? "", settings.Transport(), clock))
            .AddSingleton<AmazonQCalls>()
            .AddSingleton(provider => new BoundRole(
                new(provider.GetRequiredService<ISetupState>(), settings.ConfiguredRoleArn), settings.Options.BindRole, clock))
            .AddSingleton<ConnectionByGitLab>()
            .AddSingleton<Guard>()
            .AddSingleton<GatewayDoor>()
            .AddSingleton<ApplicationCall>()
            .AddSingleton<ApplicationRoutes>()
            .AddSingleton<EventDispatch>()
            .AddSingleton<EventRoute>()
            .AddSingleton<SuggestionRoutes>()
            .AddSingleton<ChatRoute>()
            .AddSingleton(_ => new HttpMessageInvoker(settings.Transport()))
            .AddSingleton(provider => new UpstreamForwarder(
                settings.Upstream, provider.GetRequiredService<IHttpForwarder>(), provider.GetRequiredService<HttpMessageInvoker>(),
                provider.GetRequiredService<ILogger<UpstreamForwarder>>()));
    }
}
