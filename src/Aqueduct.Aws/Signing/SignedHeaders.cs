using System.Text;

namespace Aqueduct.Aws.Signing;

/// <summary>The headers a signature covers: host, content-type and all of x-amz-*, in canonical form and order.</summary>
internal sealed class SignedHeaders
{
    private readonly List<(string Name, string Value)> headers = [];

    public string Names { get; private set; } = "";

    public static SignedHeaders Of(HttpRequestMessage request)
    {
        var signed = new SignedHeaders();
        signed.headers.Add(("host", request.Headers.Host ?? HostOf(request.RequestUri!)));
        foreach (var (name, values) in request.Headers.NonValidated)
        {
            if (name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase))
            {
                signed.headers.Add((name.ToLowerInvariant(), values.Count is 1 ? Fold(values.ToString()) : string.Join(',', values.Select(Fold))));
            }
        }

        if (request.Content?.Headers.NonValidated.TryGetValues("Content-Type", out var contentType) is true)
        {
            signed.headers.Add(("content-type", Fold(contentType.ToString())));
        }

        signed.headers.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        signed.Names = string.Join(';', signed.headers.Select(h => h.Name));
        return signed;
    }

    public void WriteTo(Utf8Buffer text)
    {
        foreach (var (name, value) in headers)
        {
            text.Append(name);
            text.Append(":");
            text.Append(value);
            text.Append("\n");
        }
    }

    /// <summary>Without outer spaces, runs of inner ones as one.</summary>
    internal static string Fold(string value)
    {
        var trimmed = value.Trim();
        if (!trimmed.Contains("  ", StringComparison.Ordinal))
        {
            return trimmed;
        }

        var folded = new StringBuilder(trimmed.Length);
        foreach (var c in trimmed)
        {
            if (c != ' ' || folded[^1] != ' ')
            {
                folded.Append(c);
            }
        }

        return folded.ToString();
    }

    // As SocketsHttpHandler writes it: brackets around IPv6, no default port.
    private static string HostOf(Uri uri)
    {
        var host = uri.HostNameType == UriHostNameType.IPv6 ? $"[{uri.IdnHost}]" : uri.IdnHost;
        return uri.IsDefaultPort ? host : $"{host}:{uri.Port}";
    }
}
