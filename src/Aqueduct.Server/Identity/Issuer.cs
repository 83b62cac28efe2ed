using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Aqueduct.Setup;

namespace Aqueduct.Server.Identity;

/// <summary>
/// The OpenID Connect issuer of one GitLab instance, <c>&lt;issuer_url&gt;/cc/oidc/&lt;instance UID&gt;</c>.
/// The text is compared by AWS character for character, so it is kept as written and never normalised.
/// </summary>
public sealed partial record Issuer
{
    /// <summary>IAM takes provider URLs of up to this many characters.</summary>
    private const int MaxUrlLength = 255;

    private Issuer(string url, string path, string instanceUid) => (Url, Path, InstanceUid) = (url, path, instanceUid);

    /// <summary>The <c>iss</c> claim.</summary>
    public string Url { get; }

    /// <summary>The path of <see cref="Url"/>, beginning with a slash.</summary>
    public string Path { get; }

    public string InstanceUid { get; }

    /// <summary>The <c>aud</c> claim; GitLab's documentation gives this form.</summary>
    public string Audience => AudienceOf(InstanceUid);

    public string DiscoveryUrl => Url + DiscoverySuffix;

    public string JwksUrl => Url + JwksSuffix;

    internal const string DiscoverySuffix = "/.well-known/openid-configuration";

    /// <summary>The extension makes static hosts send the right content type.</summary>
    internal const string JwksSuffix = "/.well-known/jwks.json";

    /// <summary>What stands between the configured address and the instance UID.</summary>
    internal const string PathPrefix = "/cc/oidc/";

    /// <param name="baseUrl">Public https address without port, query or trailing slash.</param>
    /// <param name="key">The configuration key <paramref name="baseUrl"/> comes from; a failure names it.</param>
    public static bool TryCreate(
        string? baseUrl, string key, string instanceUid, [NotNullWhen(true)] out Issuer? issuer, [NotNullWhen(false)] out Failure? failure)
    {
        issuer = null;
        var reason = WhyNot(baseUrl);
        if (reason is not null)
        {
            failure = new Failure("issuer-url", $"{key} '{baseUrl}' {reason}.", $"Set {key} to an address such as https://aqueduct.example.com.");
            return false;
        }

        if (!InstanceUidPattern().IsMatch(instanceUid))
        {
            failure = new Failure(
                "instance-uid", $"The instance UID '{instanceUid}' is not a UUID.",
                "Set gitlab.instance_uid to the UUID on GitLab's Admin area, Settings, Metrics and profiling page.");
            return false;
        }

        var url = baseUrl + PathPrefix + instanceUid;
        if (url.Length > MaxUrlLength)
        {
            failure = new Failure("issuer-url", $"The issuer {url} has {url.Length} characters; IAM takes {MaxUrlLength}.", $"Choose a shorter {key}.");
            return false;
        }

        issuer = new Issuer(url, new Uri(url).AbsolutePath, instanceUid);
        failure = null;
        return true;
    }

    /// <summary>Reads back the <see cref="Url"/> of an issuer of ours.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static Issuer Parse(string url)
    {
        var split = url.LastIndexOf(PathPrefix, StringComparison.Ordinal);
        return split > 0 && TryCreate(url[..split], "issuer", url[(split + PathPrefix.Length)..], out var issuer, out _)
            ? issuer
            : throw new FormatException($"'{url}' is no issuer.");
    }

    internal static string AudienceOf(string instanceUid) => $"gitlab-cc-{instanceUid}";

    private static string? WhyNot(string? baseUrl)
    {
        if (string.IsNullOrEmpty(baseUrl))
            return "is missing; AWS fetches the issuer's keys from there";
        if (!baseUrl.StartsWith("https://", StringComparison.Ordinal))
            return "does not begin with https://; IAM takes nothing else";
        if (!Uri.TryCreate(baseUrl, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
            return "is not a URL";

        var afterScheme = baseUrl["https://".Length..];
        var authority = afterScheme.Split('/', '?', '#')[0];
        return authority switch
        {
            _ when authority.Contains('@') => "holds a user name",
            _ when authority.Contains(':') => "has a port; IAM takes none",
            _ when baseUrl.AsSpan().ContainsAny('?', '#') => "has a query or fragment; IAM takes none",
            _ when baseUrl.EndsWith('/') => "ends with a slash; AWS compares issuers character for character",
            _ when !PlainUrlPattern().IsMatch(afterScheme) => "holds characters that would need escaping",
            _ => null,
        };
    }

    [GeneratedRegex(@"^[A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*\z")]
    private static partial Regex PlainUrlPattern();

    [GeneratedRegex(@"^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\z")]
    private static partial Regex InstanceUidPattern();
}
