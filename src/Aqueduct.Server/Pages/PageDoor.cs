using Aqueduct.Server.Pages.Views;
using Aqueduct.Server.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aqueduct.Server.Pages;

/// <summary>Answers a request for a page: whoever is not signed in is sent to do so, whoever may not see it is told.</summary>
internal delegate Task<Page> MakePage(HttpContext context, SignedIn person);

/// <summary>The way to every page: the right person, a form of ours, and an answer even when something breaks.</summary>
internal sealed partial class PageDoor(SignInSessions sessions, PageWriter writer, IHostApplicationLifetime lifetime, ILogger<PageDoor> logger)
{
    public RequestDelegate ForEverybody(Func<HttpContext, SignedIn?, Page> make) => context => GuardAsync(context, async () =>
    {
        var person = (await sessions.FindAsync(context)).Person;
        await writer.WriteAsync(context, make(context, person), person);
    });

    public RequestDelegate ForPeople(MakePage make) => context => GuardAsync(context, () => AnswerAsync(context, _ => true, make));

    public RequestDelegate ForAdministrators(MakePage make) => context => GuardAsync(context, () => AnswerAsync(context, p => p.IsAdministrator, make));

    /// <param name="make">Gets a form that came from a page of this session.</param>
    public RequestDelegate ForForms(Func<HttpContext, SignedIn, IFormCollection, Task<Page>> make) => ForAdministrators(async (context, person) =>
        await SignInForms.ReadAsync(context, person) is { } form ? await make(context, person, form) : MessagePages.StaleForm);

    private async Task AnswerAsync(HttpContext context, Func<SignedIn, bool> maySee, MakePage make)
    {
        var visitor = await sessions.FindAsync(context);
        if (visitor.Person is { } person)
            await writer.WriteAsync(context, maySee(person) ? await make(context, person) : MessagePages.NoPermission, person);
        else if (visitor.GitLabIsSilent)
            await writer.WriteAsync(context, MessagePages.GitLabIsSilent, null);
        else
            context.Response.Redirect($"/sign-in?return_to={Uri.EscapeDataString(HttpMethods.IsGet(context.Request.Method) ? ReturnPath.Of(context.Request.Path) : "/")}");
    }

    private async Task GuardAsync(HttpContext context, Func<Task> answer)
    {
        try
        {
            await answer();
        }
        catch (Exception e) when (!context.RequestAborted.IsCancellationRequested && !lifetime.ApplicationStopping.IsCancellationRequested && !context.Response.HasStarted)
        {
            var correlationId = Guid.NewGuid().ToString("N");
            LogUnexpected(e, context.Request.Path, correlationId);
            await writer.WriteAsync(context, MessagePages.Broken(correlationId), null);
        }
    }

    [LoggerMessage(1851, LogLevel.Error, "Page {Path} failed, correlation ID {CorrelationId}")]
    private partial void LogUnexpected(Exception exception, string path, string correlationId);
}
