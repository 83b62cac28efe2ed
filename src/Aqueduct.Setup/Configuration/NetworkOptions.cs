namespace Aqueduct.Setup.Configuration;

/// <summary>Used by every HTTP client of ours; proxies come from the environment (<c>HTTPS_PROXY</c>, <c>NO_PROXY</c>).</summary>
public sealed class NetworkOptions
{
    /// <summary>PEM file of further trusted certificate authorities.</summary>
    public string? CaFile { get; set; }

    /// <summary>Name overrides, <c>HOST:PORT=ADDRESS:PORT</c>, as curl's <c>--connect-to</c>.</summary>
    public IReadOnlyList<string> ConnectTo { get; set; } = [];
}
