using Aqueduct.GitLab;
using Aqueduct.Server.Deliveries;
using Aqueduct.Server.Hooks;
using Aqueduct.Server.Rights;
using Aqueduct.Server.Tree;
using Microsoft.Extensions.DependencyInjection;

namespace Aqueduct.Server;

internal static class BesideServices
{
    /// <summary>What is done beside a GitLab with its administrator's token. Needs storage, <see cref="TimeProvider"/> and logging.</summary>
    public static IServiceCollection AddBeside(this IServiceCollection services, BesideSettings settings, TimeProvider clock) => services
        .AddSingleton(_ => new GitLabClient(settings.ApiUrl, settings.TokenFile, settings.Transport(), clock)) // the container disposes what a factory made
        .AddSingleton<IRights>(provider => new RightsFromGitLab(
            provider.GetRequiredService<GitLabClient>().Roles, _ => ValueTask.FromResult(false), clock)) // Maintainers: off by default, and nothing turns it on yet
        .AddTree()
        .AddHooks(settings.PublicUrl + GitLabWebhook.Route);
}
