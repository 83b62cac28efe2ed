using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Aqueduct.StandIns.Aws.Signing;

/// <summary>
/// The canonical request of Signature Version 4 (AWS General Reference, «Create a canonical request»): method, path, query, signed headers,
/// their names, and the hash of the body, a line each. For services other than S3: the path is normalised and encoded twice.
/// </summary>
internal static partial class CanonicalRequest
{
    public static string Of(SignedRequest request, IReadOnlyList<string> signedHeaders)
    {
        var target = request.RawTarget.Split('?', 2);
        var headers = string.Concat(signedHeaders.Select(name => $"{name}:{Value(request, name)}\n"));
        return string.Join('\n',
            request.Method, Path(target[0]), Query(target.Length > 1 ? target[1] : ""), headers, string.Join(';', signedHeaders), Hash(request.Body.Span));
    }

    /// <summary>SHA-256 in lower-case hexadecimal digits.</summary>
    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string Value(SignedRequest request, string name) =>
        request.Headers.TryGetValue(name, out var lines) ? string.Join(',', lines.Select(line => Spaces().Replace(line.Trim(), " "))) : "";

    private static string Path(string path)
    {
        var segments = new List<string>();
        foreach (var segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment == ".." && segments.Count > 0) segments.RemoveAt(segments.Count - 1);
            else if (segment is not ("." or "..")) segments.Add(Uri.EscapeDataString(segment));
        }
        var end = segments.Count > 0 && path.EndsWith('/') ? "/" : "";
        return "/" + string.Join('/', segments) + end;
    }

    private static string Query(string query) =>
        string.Join('&', query.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Select(pair => (Name: Encoded(pair[0]), Value: pair.Length > 1 ? Encoded(pair[1]) : ""))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal)
            .Select(pair => $"{pair.Name}={pair.Value}"));

    private static string Encoded(string text) => Uri.EscapeDataString(Uri.UnescapeDataString(text));

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();
}
