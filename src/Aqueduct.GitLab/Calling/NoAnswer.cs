namespace Aqueduct.GitLab.Calling;

/// <summary>The failures without an answer of GitLab's: texts that say who did not answer, why, and what to look at.</summary>
internal static class NoAnswer
{
    public static GitLabFailure TimedOut(GitLabCall call, string host, TimeSpan limit) =>
        Lost(call, $"{host} did not answer within {limit.TotalSeconds:0} s.");

    public static GitLabFailure Broken(GitLabCall call, string host, IOException cause) =>
        Lost(call, $"The connection to {host} broke before the whole answer was here: {Innermost(cause)}");

    public static GitLabFailure Of(GitLabCall call, string host, HttpRequestException cause) => cause.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => Unreachable(call, $"The name {host} does not resolve: {Innermost(cause)}. Check gitlab.url and the DNS of this machine."),
        HttpRequestError.ConnectionError => Unreachable(call, $"No connection to {host}: {Innermost(cause)}. Check gitlab.url, the firewall and HTTPS_PROXY.") with { IsNotConnected = true },
        HttpRequestError.SecureConnectionError => Unreachable(
            call, $"TLS with {host} failed: {Innermost(cause)} A private CA, or that of a TLS-inspecting proxy, belongs in network.ca_file."),
        HttpRequestError.ProxyTunnelError => Unreachable(call, $"The proxy gave no tunnel to {host}: {Innermost(cause)}. Check HTTPS_PROXY and NO_PROXY."),
        _ => Lost(call, $"{host} closed the connection without an answer: {Innermost(cause)}"),
    };

    /// <summary>Something else answered. Nothing of it is quoted: it may be a page with somebody's session in it.</summary>
    public static GitLabFailure NotGitLab(GitLabCall call, string host, GitLabAnswer answer)
    {
        var what = answer.Location is { } location
            ? $"a redirect to {(location.IsAbsoluteUri ? location.GetLeftPart(UriPartial.Path) : location.OriginalString.Split('?')[0])}"
            : answer.ContentType ?? "no content type";
        return call.Failed(GitLabFailureKind.NotGitLab, $"Something other than GitLab's API answered for {host}: HTTP {answer.Status}, {what}.") with
        {
            Status = answer.Status,
            RequestId = answer.RequestId,
            MayBeExecuted = true,
        };
    }

    private static GitLabFailure Lost(GitLabCall call, string message) => Unreachable(call, message) with { MayBeExecuted = true };

    private static GitLabFailure Unreachable(GitLabCall call, string message) => call.Failed(GitLabFailureKind.Unreachable, message);

    private static string Innermost(Exception cause) => cause.GetBaseException().Message;
}
