using Aqueduct.Setup;
using Aqueduct.Setup.Configuration;
using Aqueduct.Setup.Network;

namespace Aqueduct.Commands;

/// <summary>A key set as <c>--jwks</c> names it: a file, or an https address.</summary>
internal static class KeySetSource
{
    private const int MaxBytes = 256 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task<(string? Keys, Failure? Failure)> ReadAsync(
        CommandRun run, string source, NetworkOptions? network, CancellationToken cancellationToken)
    {
        try
        {
            if (source.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
                return await FetchAsync(source, network ?? new NetworkOptions(), cancellationToken);
            if (source.Contains("://", StringComparison.Ordinal))
                return (null, new Failure("jwks", $"--jwks {source} is no https address.", "Keys from elsewhere prove nothing; name a file or an https address."));
            var file = new FileInfo(run.PathOf(source));
            return file.Length > MaxBytes
                ? (null, new Failure("jwks", $"--jwks {source} has more than {MaxBytes} bytes.", "Name a key set."))
                : (await File.ReadAllTextAsync(file.FullName, cancellationToken), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or HttpRequestException or UriFormatException
            || e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return (null, new Failure("jwks", $"--jwks {source} cannot be read: {(e.InnerException ?? e).Message}", "Correct the name, or save the key set to a file."));
        }
    }

    private static async Task<(string?, Failure?)> FetchAsync(string url, NetworkOptions network, CancellationToken cancellationToken)
    {
        if (OutboundTransport.TryCreate(network, out var failure) is not { } transport)
            return (null, failure);
        using var http = new HttpClient(transport) { Timeout = Patience, MaxResponseContentBufferSize = MaxBytes };
        return (await http.GetStringAsync(new Uri(url), cancellationToken), null);
    }
}
