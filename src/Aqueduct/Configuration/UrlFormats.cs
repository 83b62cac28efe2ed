namespace Aqueduct.Configuration;

/// <summary>Rules for addresses.</summary>
internal static class UrlFormats
{
    /// <summary>IAM allows 255 characters for a provider's URL; <c>/cc/oidc/&lt;instance UID&gt;</c> takes 45 of them.</summary>
    private const int LongestIssuer = 210;

    /// <summary>An address our own HTTP clients call.</summary>
    public static Complaint? Reachable(string text) => Parse(text, out var url) switch
    {
        { } complaint => complaint,
        _ when url!.Query.Length > 0 || url.Fragment.Length > 0 => new("An address has no query and no fragment.", "Remove what follows the path."),
        _ => null,
    };

    public static Complaint? Https(string text) => Reachable(text) ?? (IsHttps(text) ? null : new("It must be https.", "Begin it with https://."));

    public static Complaint? SeenByAws(string text) =>
        Reachable(text) ?? (IsHttps(text) ? null : new("Amazon Q takes only https addresses of GitLab.", "Give the https:// address that AWS can reach."));

    /// <summary>What IAM demands of an identity provider's URL. Source: IAM API, CreateOpenIDConnectProvider, Url.</summary>
    public static Complaint? Issuer(string text)
    {
        if (Parse(text, out var url) is { } complaint)
            return complaint;
        if (!IsHttps(text))
            return new("IAM takes only https issuers.", "Give the https:// address under which AWS can fetch the issuer's keys.");
        if (url!.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6)
            return new("IAM takes an issuer's domain name, not its IP address.", "Write the name that AWS can look up.");
        if (HasPort(text, url))
            return new("IAM refuses an issuer with a port.", $"Serve it on port 443 and write https://{url.Host}{url.AbsolutePath.TrimEnd('/')}.");
        if (url.Query.Length > 0 || url.Fragment.Length > 0)
            return new("IAM refuses an issuer with a query or a fragment.", "Remove what follows the path.");
        if (text.EndsWith('/'))
            return new("An issuer ends without a slash: AWS compares it letter by letter.", $"Write {text.TrimEnd('/')}.");
        return text.Length <= LongestIssuer ? null
            : new($"It is longer than {LongestIssuer} characters; IAM allows 255 with /cc/oidc/<instance UID>.", "Use a shorter address.");
    }

    public static Complaint? Upstream(string text) => text is "off" ? null : Reachable(text);

    /// <summary>Addresses Kestrel listens on.</summary>
    public static Complaint? Listening(string text)
    {
        foreach (var part in text.Split(';', StringSplitOptions.TrimEntries))
        {
            if (Parse(part, out var url) is { } complaint)
                return complaint;
            if (url!.PathAndQuery is not "/")
                return new("An address to listen on has no path.", "Write it as http://127.0.0.1:7480.");
        }
        return null;
    }

    public static bool IsHttps(string text) => text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Uri hides a port that is the scheme's own, but IAM reads the text.</summary>
    private static bool HasPort(string text, Uri url) =>
        !url.IsDefaultPort || text["https://".Length..].Split('/')[0].Contains(':', StringComparison.Ordinal);

    private static Complaint? Parse(string text, out Uri? url)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out url) || url.Scheme is not ("http" or "https") || url.Host.Length is 0)
            return new("It is not an http or https address.", "Write a whole address, such as https://aqueduct.example.com.");
        return url.UserInfo.Length is 0 ? null : new("A user name or password does not belong in an address.", "Remove what stands before '@'.");
    }
}
