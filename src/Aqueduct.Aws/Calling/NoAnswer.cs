using System.Text;

namespace Aqueduct.Aws.Calling;

/// <summary>The failures of kind <see cref="AwsFailureKind.Unreachable"/>: their codes, and texts that say who did not answer, why, and what to look at.</summary>
internal static class NoAnswer
{
    /// <summary>No connection came about, so nothing was executed.</summary>
    public const string NotConnected = "Connect";

    public static AwsFailure TimedOut(AwsCall call, TimeSpan limit) =>
        Unreachable(call, "Timeout", $"{Host(call)} did not answer within {limit.TotalSeconds:0} s.");

    public static AwsFailure TooLarge(AwsCall call, int limit) =>
        Unreachable(call, "TooLarge", $"{Host(call)} answered with more than {limit} bytes, which AWS never does here.");

    public static AwsFailure Broken(AwsCall call, IOException cause) =>
        Unreachable(call, "NoAnswer", $"The connection to {Host(call)} broke before the whole answer was here: {Innermost(cause)}");

    /// <param name="how">What is wrong with it, as the rest of a sentence.</param>
    public static AwsFailure Damaged(AwsCall call, string how) =>
        Unreachable(call, "Damaged", $"The event stream of {Host(call)} cannot be read: {how}. Check the proxy.");

    public static AwsFailure Of(AwsCall call, HttpRequestException cause) => cause.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => Unreachable(
            call, "Dns", $"The name {Host(call)} does not resolve: {Innermost(cause)}. Check aws.region, aws.endpoint_url and the DNS of this machine."),
        HttpRequestError.ConnectionError => Unreachable(
            call, NotConnected, $"No connection to {Host(call)}: {Innermost(cause)}. Check aws.endpoint_url, the firewall and HTTPS_PROXY."),
        HttpRequestError.SecureConnectionError => Unreachable(
            call, "Tls", $"TLS with {Host(call)} failed: {Innermost(cause)} A private CA, or that of a TLS-inspecting proxy, belongs in network.ca_file."),
        HttpRequestError.ProxyTunnelError => Unreachable(
            call, "Proxy", $"The proxy gave no tunnel to {Host(call)}: {Innermost(cause)}. Check HTTPS_PROXY and NO_PROXY."),
        _ => Unreachable(call, "NoAnswer", $"{Host(call)} closed the connection without an answer: {Innermost(cause)}"),
    };

    /// <summary>Something else answered: a proxy's page, a sign-in form, another server.</summary>
    public static AwsFailure NotAws(AwsCall call, AwsAnswer answer) => Unreachable(
        call,
        "NotAws",
        $"Something other than AWS answered for {Host(call)}: HTTP {answer.Status}, {answer.ContentType ?? "no content type"}{Beginning(answer)}. "
        + "Check aws.endpoint_url and the proxy.") with { Status = answer.Status };

    private static AwsFailure Unreachable(AwsCall call, string code, string message) => call.Failed(AwsFailureKind.Unreachable, code, message);

    private static string Host(AwsCall call) => call.Service.Endpoint.Authority;

    private static string Innermost(Exception cause) => cause.GetBaseException().Message;

    // Of an answer of success nothing is quoted: a damaged one may hold credentials.
    private static string Beginning(AwsAnswer answer)
    {
        if (answer.Succeeded || answer.Body.IsEmpty)
        {
            return "";
        }

        var text = Encoding.UTF8.GetString(answer.Body.Span[..Math.Min(answer.Body.Length, 600)]);
        var words = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var printable = string.Concat(words.Where(c => !char.IsControl(c)));
        return printable.Length <= 160 ? $", \"{printable}\"" : $", \"{printable.AsSpan(0, 160)}…\"";
    }
}
