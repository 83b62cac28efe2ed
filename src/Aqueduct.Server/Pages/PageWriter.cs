using System.Text;
using Aqueduct.Server.SignIn;
using Microsoft.AspNetCore.Http;

namespace Aqueduct.Server.Pages;

/// <summary>Sends a page in its frame: only our own style sheet, script and images, in nobody's frame, kept by no cache.</summary>
internal sealed class PageWriter(PagesSettings settings, Assets assets)
{
    public Task WriteAsync(HttpContext context, Page page, SignedIn? person)
    {
        var response = context.Response;
        response.StatusCode = page.Status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        Protect(response, page.FormTarget);
        return response.WriteAsync(PageFrame.Around(page, person, settings, assets).ToString(), Encoding.UTF8, context.RequestAborted);
    }

    public static void Protect(HttpResponse response, string? formTarget = null)
    {
        response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
            + (formTarget is null ? "form-action 'self'" : $"form-action 'self' {formTarget}");
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        response.Headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
    }
}
