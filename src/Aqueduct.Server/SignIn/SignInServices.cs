using Aqueduct.Setup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aqueduct.Server.SignIn;

internal static class SignInServices
{
    private const int AnswerLimit = 256 * 1024;

    /// <summary>The sign-in of people with GitLab. Needs storage, <see cref="TimeProvider"/> and logging.</summary>
    public static IServiceCollection AddSignIn(this IServiceCollection services, SignInSettings settings) => services
        .AddSingleton(settings)
        .AddSingleton<RecordedApplications>()
        .AddSingleton(provider => new GitLabSignIn(
            settings, new HttpClient(settings.Transport()) { MaxResponseContentBufferSize = AnswerLimit }, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<IdTokens>()
        .AddSingleton<SessionStore>()
        .AddSingleton<SignInLimit>()
        .AddSingleton(provider => new SignInSessions(
            provider.GetRequiredService<SessionStore>(), provider.GetRequiredService<GitLabSignIn>(), provider.GetRequiredService<RecordedApplications>(),
            provider.GetRequiredService<IHostApplicationLifetime>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<SignInSessions>>()))
        .AddSingleton<SignInRoutes>();

    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        var signIn = routes.ServiceProvider.GetRequiredService<SignInRoutes>();
        routes.MapPost(SignInRoutes.SignIn, signIn.StartAsync);
        routes.MapGet(SignInPlace.CallbackPath, signIn.FinishAsync);
        routes.MapPost(SignInRoutes.SignOut, signIn.EndAsync);
    }
}
