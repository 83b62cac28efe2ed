namespace Aqueduct.Aws.Signing;

/// <summary>The text whose hash is signed: method, path, query, headers, names of the headers, hash of the body; a line each.</summary>
internal static class CanonicalRequest
{
    public static void Write(Utf8Buffer text, HttpRequestMessage request, SignedHeaders headers, ReadOnlySpan<byte> bodyHash)
    {
        var uri = request.RequestUri!;
        text.Append(request.Method.Method);
        text.Append("\n");
        text.Append(Path(uri.AbsolutePath));
        text.Append("\n");
        text.Append(Query(uri.Query));
        text.Append("\n");
        headers.WriteTo(text);
        text.Append("\n");
        text.Append(headers.Names);
        text.Append("\n");
        text.AppendHex(bodyHash);
    }

    /// <summary>Dot segments and doubled slashes resolved, then encoded. A path encoded for the wire is so encoded twice, as all services but S3 want.</summary>
    internal static string Path(string path)
    {
        if (path is "" or "/")
        {
            return "/";
        }

        var segments = new List<string>();
        foreach (var segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment == "..")
            {
                segments.RemoveRange(Math.Max(segments.Count - 1, 0), Math.Min(segments.Count, 1));
            }
            else if (segment != ".")
            {
                segments.Add(Uri.EscapeDataString(segment));
            }
        }

        var slash = path.EndsWith('/') && segments.Count > 0 ? "/" : "";
        return $"/{string.Join('/', segments)}{slash}";
    }

    /// <summary>Names and values encoded, sorted by name, then value, in code-point order.</summary>
    internal static string Query(string query)
    {
        if (query is "" or "?")
        {
            return "";
        }

        var pairs = query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(Pair).ToArray();
        Array.Sort(pairs, static (a, b) =>
            string.CompareOrdinal(a.Name, b.Name) is var byName and not 0 ? byName : string.CompareOrdinal(a.Value, b.Value));
        return string.Join('&', pairs.Select(p => $"{p.Name}={p.Value}"));
    }

    private static (string Name, string Value) Pair(string pair)
    {
        var equals = pair.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (Recode(pair), "") : (Recode(pair[..equals]), Recode(pair[(equals + 1)..]));
    }

    private static string Recode(string encoded) => Uri.EscapeDataString(Uri.UnescapeDataString(encoded));
}
