using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Aqueduct.Server.Pages;

/// <summary>The style sheet, the script and the icon, named by their content so that a browser may keep them for ever.</summary>
internal sealed class Assets
{
    public const string Route = "/assets/{name}";

    private readonly FrozenDictionary<string, Asset> byName;

    public Assets()
    {
        var (style, script, icon) = (Read("aqueduct.css", "text/css"), Read("aqueduct.js", "text/javascript"), Read("icon.svg", "image/svg+xml"));
        (Style, Script, Icon) = ($"/assets/{style.Name}", $"/assets/{script.Name}", $"/assets/{icon.Name}");
        byName = new[] { style, script, icon }.ToFrozenDictionary(a => a.Name);
    }

    public string Style { get; }

    public string Script { get; }

    public string Icon { get; }

    public async Task HandleAsync(HttpContext context)
    {
        if (context.Request.RouteValues["name"] is not string name || !byName.TryGetValue(name, out var asset))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = $"{asset.Type}; charset=utf-8";
        context.Response.ContentLength = asset.Bytes.Length;
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'";
        await context.Response.Body.WriteAsync(asset.Bytes, context.RequestAborted);
    }

    private static Asset Read(string file, string type)
    {
        using var stream = typeof(Assets).Assembly.GetManifestResourceStream($"Aqueduct.Server.Pages.Assets.{file}")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes))[..12];
        return new($"{Path.GetFileNameWithoutExtension(file)}.{hash}{Path.GetExtension(file)}", type, bytes);
    }

    private sealed record Asset(string Name, string Type, byte[] Bytes);
}
