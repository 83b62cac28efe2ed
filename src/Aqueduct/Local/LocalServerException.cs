using System.Net;
using System.Text.Json;
using Aqueduct.Setup;

namespace Aqueduct.Local;

/// <summary>The running server refused, or was lost; <see cref="Failure"/> is what to tell a person.</summary>
internal sealed class LocalServerException(Failure failure, Exception? cause = null) : Exception($"{failure.Detail} {failure.Fix}", cause)
{
    public Failure Failure { get; } = failure;

    /// <summary>From an RFC 9457 answer with the extensions <c>code</c> and <c>fix</c>; from any other by its status.</summary>
    public static async Task<LocalServerException> OfAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentType?.MediaType is "application/problem+json")
        {
            try
            {
                using var problem = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
                if (Member(problem, "code") is { } code && Member(problem, "detail") is { } detail)
                    return new(new Failure(code, detail, Member(problem, "fix") ?? "Look into the server's log."));
            }
            catch (JsonException)
            {
                // told below by the status
            }
        }
        return new(new Failure("server-answer", $"The running server answered {(int)response.StatusCode} {Phrase(response.StatusCode)}.",
            "Restart the server with this version of aqueduct, or look into its log."));
    }

    public static LocalServerException Lost(Exception cause) => new(new Failure(
        "server-lost", $"The running server was lost while it answered: {cause.Message}", "Run the command again."), cause);

    private static string? Member(JsonDocument problem, string name) =>
        problem.RootElement.ValueKind is JsonValueKind.Object
        && problem.RootElement.TryGetProperty(name, out var member) && member.ValueKind is JsonValueKind.String
            ? member.GetString()
            : null;

    private static string Phrase(HttpStatusCode status) => status.ToString();
}
