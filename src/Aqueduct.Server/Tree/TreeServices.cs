using Aqueduct.GitLab;
using Microsoft.Extensions.DependencyInjection;

namespace Aqueduct.Server.Tree;

internal static class TreeServices
{
    /// <summary>The mirror of GitLab's groups and projects. Needs storage, <see cref="GitLabClient"/>, <see cref="TimeProvider"/> and logging.</summary>
    public static IServiceCollection AddTree(this IServiceCollection services) => services
        .AddSingleton(provider => provider.GetRequiredService<GitLabClient>().Tree)
        .AddSingleton(provider => provider.GetRequiredService<GitLabClient>().Access)
        .AddSingleton(new TreeLimits())
        .AddSingleton<TreeChanges>()
        .AddSingleton<TreeProgress>()
        .AddSingleton<TreePages>()
        .AddSingleton<TreeRows>()
        .AddSingleton<TreeReading>()
        .AddHostedService<TreeSync>();
}
