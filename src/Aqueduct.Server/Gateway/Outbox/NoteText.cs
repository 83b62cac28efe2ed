using System.Text.RegularExpressions;

namespace Aqueduct.Server.Gateway.Outbox;

/// <summary>
/// What the user reads when an event is dead. The cause quotes foreign text: inside code GitLab neither mentions people nor runs quick
/// actions nor renders anything.
/// </summary>
internal static partial class NoteText
{
    private const int Longest = 1_000;

    public static string Of(DeadEvent dead) =>
        $"""
        > :warning: **Amazon Q did not get this request.**
        >
        > Cause: {Code(dead.Failure.Detail)}
        >
        > What helps: {Code(dead.Failure.Fix)}
        >
        > Request ID: {Code(dead.CorrelationId)}
        """;

    private static string Code(string text)
    {
        var line = Unsafe().Replace(text, " ").Trim();
        return $"`{(line.Length <= Longest ? line : line[..Longest] + "…")}`";
    }

    /// <summary>Line breaks and other controls, and what would end the code.</summary>
    [GeneratedRegex(@"[\p{C}\p{Z}`]+")]
    private static partial Regex Unsafe();
}
