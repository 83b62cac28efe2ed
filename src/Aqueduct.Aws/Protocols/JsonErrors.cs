using System.Text.Json;
using Aqueduct.Aws.Calling;

namespace Aqueduct.Aws.Protocols;

/// <summary>
/// Errors of AWS JSON. The code is <c>__type</c>, else <c>x-amzn-errortype</c>, else <c>code</c>, each possibly as <c>namespace#Code:uri</c>;
/// the text is <c>message</c> or <c>Message</c>; what else there is are the error's modelled members.
/// </summary>
internal static class JsonErrors
{
    public static AwsError? Read(AwsAnswer answer)
    {
        var members = Members(answer.Body);
        var code = Take(members, "__type") is { } type ? type
            : answer.ErrorType
            ?? Take(members, "code")
            // A bare status of AWS's front: the request ID shows that it is AWS.
            ?? (answer.RequestId is null ? null : $"Http{answer.Status}");
        return code is null ? null : new AwsError(Bare(code), TakeMessage(members), answer.RequestId) { Members = members };
    }

    public static string TakeMessage(Dictionary<string, string> members) => Take(members, "message") ?? Take(members, "Message") ?? "";

    /// <returns>Empty when the body is no object.</returns>
    public static Dictionary<string, string> Members(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind is JsonValueKind.Object
                ? json.RootElement.EnumerateObject().Where(m => m.Value.ValueKind is not JsonValueKind.Null)
                    .DistinctBy(m => m.Name).ToDictionary(m => m.Name, m => m.Value.ToString())
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static string? Take(Dictionary<string, string> members, string name) => members.Remove(name, out var value) ? value : null;

    private static string Bare(string code) => code[(code.IndexOf('#', StringComparison.Ordinal) + 1)..].Split(':')[0];
}
