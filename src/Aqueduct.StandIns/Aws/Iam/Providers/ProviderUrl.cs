using System.Text.RegularExpressions;

namespace Aqueduct.StandIns.Aws.Iam.Providers;

/// <summary>The URL of an identity provider: https, no port, no user, no query, no fragment; otherwise taken as it is, never normalised.</summary>
internal static partial class ProviderUrl
{
    private const string Text = "Invalid Open ID Connect Provider URL";

    /// <returns>Host and path, as IAM keeps them.</returns>
    public static string Checked(string url)
    {
        if (!url.Contains("://", StringComparison.Ordinal)) throw IamRefusals.Invalid(Text);
        if (!url.StartsWith("https://", StringComparison.Ordinal)) throw IamRefusals.InvalidInput(Text + ". The URL must begin with https://.");
        if (!Uri.TryCreate(url, UriKind.Absolute, out _)) throw IamRefusals.Invalid(Text);
        var name = url["https://".Length..];
        return HostAndPath().IsMatch(name) ? name : throw IamRefusals.InvalidInput(Text + ".");
    }

    [GeneratedRegex(@"\A[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?(\.[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?)*(/[^?#\s]*)?\z")]
    private static partial Regex HostAndPath();
}
