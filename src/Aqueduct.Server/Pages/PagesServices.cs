using Aqueduct.Server.Pages.Settings;
using Aqueduct.Server.Pages.Today;
using Aqueduct.Server.Pages.Views;
using Aqueduct.Server.SignIn;
using Aqueduct.Setup;
using Aqueduct.Setup.Connections;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Aqueduct.Server.Pages;

internal static class PagesServices
{
    /// <summary>The pages people use. Needs sign-in, the connection or the gateway, storage, <see cref="TimeProvider"/> and logging.</summary>
    /// <param name="health">What keeps the server from being ready; null when nothing does.</param>
    public static IServiceCollection AddPages(
        this IServiceCollection services, PagesSettings settings, Func<IServiceProvider, CancellationToken, Task<Failure?>> health)
    {
        services
            .AddSingleton(settings)
            .AddSingleton<Assets>()
            .AddSingleton<PageWriter>()
            .AddSingleton<PageDoor>()
            .AddSingleton<TodaysRequests>()
            .AddSingleton<ServerHealth>(provider => cancellationToken => health(provider, cancellationToken))
            .AddSingleton<OverviewPage>()
            .AddSingleton<ConnectionPage>()
            .AddSingleton<LiveParts>();
        return settings.IsBeside ? services.AddSettingsPages(settings) : services.AddSingleton(provider =>
            new ConnectionView(provider.GetRequiredService<ConnectionByGitLab>().ShowAsync, null));
    }

    /// <summary>Counts what the overview shows; before routing.</summary>
    public static void UsePages(this IApplicationBuilder app)
    {
        var today = app.ApplicationServices.GetRequiredService<TodaysRequests>();
        app.Use(async (context, next) =>
        {
            await next(context);
            today.Count(context.Request.Path.Value ?? "", context.Response.StatusCode);
        });
    }

    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        var (settings, door, connection) = (services.GetRequiredService<PagesSettings>(), services.GetRequiredService<PageDoor>(), services.GetRequiredService<ConnectionPage>());
        var signIn = services.GetRequiredService<SignInSettings>();
        routes.MapGet(Assets.Route, services.GetRequiredService<Assets>().HandleAsync);
        routes.MapGet("/sign-in", door.ForEverybody((context, person) => SignInPage.Make(
            ReturnPath.Of(context.Request.Query["return_to"]), Fault(context), person, signIn.Places)));
        routes.MapGet("/signed-out", door.ForEverybody((_, _) => MessagePages.SignedOut));
        routes.MapGet("/", door.ForPeople(services.GetRequiredService<OverviewPage>().MakeAsync));
        routes.MapGet(OverviewPage.LivePath, services.GetRequiredService<LiveParts>().HandleAsync);
        routes.MapGet("/connection", door.ForAdministrators(connection.MakeAsync));
        routes.MapPost("/connection/verify", door.ForForms(connection.VerifyAsync));
        if (!settings.IsBeside)
            return; // the rest is GitLab's own, and unknown paths go upstream

        var amazonQ = services.GetRequiredService<AmazonQPage>();
        routes.MapGet("/settings/general", door.ForAdministrators(services.GetRequiredService<GeneralPage>().MakeAsync));
        routes.MapGet(AmazonQPage.Path, door.ForAdministrators(amazonQ.MakeAsync));
        routes.MapPost(AmazonQPage.Path, door.ForForms(amazonQ.SaveAsync));
        routes.MapGet("/applications", door.ForAdministrators(services.GetRequiredService<ApplicationsPage>().MakeAsync));
        routes.MapFallback("{**path}", door.ForEverybody((_, _) => MessagePages.NotFound));
    }

    private static IServiceCollection AddSettingsPages(this IServiceCollection services, PagesSettings settings) => services
        .AddSingleton(provider => new ConnectionView(
            provider.GetRequiredService<Connection>().ShowAsync, provider.GetRequiredService<Connection>().VerifyAsync))
        .AddSingleton(provider => new ConnectedRole(provider.GetRequiredService<ISetupState>(), settings.ConfiguredRoleArn))
        .AddSingleton<SaveAmazonQ>()
        .AddSingleton<GeneralPage>()
        .AddSingleton<AmazonQPage>()
        .AddSingleton<ApplicationsPage>();

    private static SignInFault? Fault(HttpContext context) =>
        Enum.TryParse<SignInFault>(context.Request.Query["fault"], out var fault) && Enum.IsDefined(fault) ? fault : null;
}
