using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Aqueduct.ContractTests.Gateway;

/// <summary>Another AI gateway: answers with what it got, in two pieces, the second of <c>/slow</c> when the test says so.</summary>
internal sealed class SmallUpstream : IAsyncDisposable
{
    private readonly WebApplication app;

    private SmallUpstream(WebApplication app) => this.app = app;

    public string Url => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/upstream";

    public TaskCompletionSource Second { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static async Task<SmallUpstream> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var upstream = new SmallUpstream(builder.Build());
        upstream.app.Run(upstream.AnswerAsync);
        await upstream.app.StartAsync(cancellationToken);
        return upstream;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status418ImATeapot;
        context.Response.Headers.SetCookie = "session=of-one-user; Path=/";
        context.Response.Headers["X-Cookies"] = $"{context.Request.Headers.Cookie}";
        context.Response.Headers["X-Upstream"] = context.Request.Headers["X-Foreign"];
        await context.Response.WriteAsync($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString} ", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        if (context.Request.Path.Value!.EndsWith("/slow", StringComparison.Ordinal))
            await Second.Task.WaitAsync(context.RequestAborted);
        await context.Response.WriteAsync(Encoding.UTF8.GetString(body.ToArray()), context.RequestAborted);
    }
}
