namespace Aqueduct.StandIns.Aws.Signing;

/// <summary>A request as it came over the wire, as far as a signature covers it.</summary>
/// <param name="Method">Upper case.</param>
/// <param name="RawTarget">Path and query, still encoded.</param>
/// <param name="Headers">By name, compared without case; several lines of one header in order.</param>
/// <param name="Body">The bytes received.</param>
internal sealed record SignedRequest(
    string Method, string RawTarget, IReadOnlyDictionary<string, IReadOnlyList<string>> Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>The header's value; null when absent.</summary>
    public string? Header(string name) => Headers.TryGetValue(name, out var lines) ? string.Join(',', lines) : null;
}
