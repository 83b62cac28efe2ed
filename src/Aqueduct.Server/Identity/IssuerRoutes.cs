using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Aqueduct.Server.Identity;

/// <summary>
/// Serves the issuer's documents to anybody: GET and HEAD, cacheable for <see cref="KeyLife.MaxAge"/>, from bytes that are ready.
/// Another instance's UID is not found: this issuer speaks for one instance only.
/// </summary>
internal static class IssuerRoutes
{
    private static readonly string CacheControl = $"public, max-age={KeyLife.MaxAge.TotalSeconds:0}";

    public static void MapIssuer(this IEndpointRouteBuilder routes, SigningKeyRing ring, Issuer issuer)
    {
        // A proxy in front may strip the path of issuer_url, or leave it.
        foreach (var path in new[] { issuer.Path, Issuer.PathPrefix + issuer.InstanceUid }.Distinct(StringComparer.Ordinal))
        {
            Map(routes, ring, path + Issuer.DiscoverySuffix, keys => keys.Documents.Discovery);
            Map(routes, ring, path + Issuer.JwksSuffix, keys => keys.Documents.Jwks);
        }
    }

    private static void Map(IEndpointRouteBuilder routes, SigningKeyRing ring, string path, Func<KeySet, IssuerDocument> select) =>
        routes.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], context =>
        {
            // Routing ignores case; AWS and a static host do not, and neither may we.
            if (context.Request.Path.Value != path)
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            }

            if (ring.Current is not { } keys)
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return Task.CompletedTask;
            }

            return SendAsync(context, select(keys));
        });

    private static Task SendAsync(HttpContext context, IssuerDocument document)
    {
        var response = context.Response;
        response.Headers.CacheControl = CacheControl;
        response.Headers.ETag = document.ETag;
        if (IsFresh(context.Request, document.ETag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.ContentType = document.ContentType;
        response.ContentLength = document.Bytes.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(document.Bytes, context.RequestAborted).AsTask();
    }

    private static bool IsFresh(HttpRequest request, string etag) =>
        EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var known)
        && known.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(new EntityTagHeaderValue(etag), useStrongComparison: false));
}
