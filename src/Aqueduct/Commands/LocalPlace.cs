using Aqueduct.Configuration;

namespace Aqueduct.Commands;

/// <summary>
/// Where Aqueduct and GitLab run on one machine, as the stand-ins do, its browsers use the plain loopback addresses of both: names under
/// <c>.test</c> are found by no browser.
/// </summary>
internal static class LocalPlace
{
    /// <returns>The first plain loopback address of <c>server.urls</c>; null when GitLab is elsewhere, or none has a fixed port.</returns>
    public static string? LocalUrl(this AqueductOptions options) =>
        IsPlainLoopback(options.Gitlab.Url) ? options.Server.Urls.Split(';', StringSplitOptions.TrimEntries).FirstOrDefault(IsPlainLoopback)?.TrimEnd('/') : null;

    private static bool IsPlainLoopback(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address is { IsLoopback: true, Port: > 0 } && address.Scheme == Uri.UriSchemeHttp;
}
