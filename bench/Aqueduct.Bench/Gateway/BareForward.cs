using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Aqueduct.Bench.Gateway;

/// <summary>The reference: an ASP.NET Core server that does nothing but hand the body on.</summary>
internal static class BareForward
{
    public static async Task<int> RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        using var http = new HttpMessageInvoker(new SocketsHttpHandler());
        var upstream = new Uri(BenchWorld.Url(BenchWorld.Aws));
        app.MapGet("/readyz", () => "ok");
        app.MapPost(BenchWorld.EventsPath, (RequestDelegate)(async context =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, upstream) { Content = new StreamContent(context.Request.Body) };
            request.Content.Headers.ContentLength = context.Request.ContentLength;
            using var answer = await http.SendAsync(request, context.RequestAborted);
            context.Response.StatusCode = (int)answer.StatusCode;
            await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
        }));
        await app.RunAsync(BenchWorld.Url(BenchWorld.Bare));
        return 0;
    }
}
