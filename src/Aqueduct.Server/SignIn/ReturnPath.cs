using System.Text.RegularExpressions;

namespace Aqueduct.Server.SignIn;

/// <summary>Where a person goes on after a sign-in: always a page of ours.</summary>
public static partial class ReturnPath
{
    private const int Longest = 500;

    /// <returns>The path as given, or <c>/</c>: another host, a scheme, a backslash or a control character is never followed.</returns>
    public static string Of(string? given) => given is { Length: <= Longest } && Local().IsMatch(given) ? given : "/";

    [GeneratedRegex(@"^/(?![/\\])[A-Za-z0-9._~/%?&=+-]*\z")]
    private static partial Regex Local();
}
