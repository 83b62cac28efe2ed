using Aqueduct.Aws.Signing;

namespace Aqueduct.Aws.Calling;

/// <summary>AWS's texts repeat what was sent: refused values, and for a wrong signature the whole canonical request with its session token.</summary>
internal static class Redaction
{
    public static AwsFailure Without(this AwsFailure failure, IReadOnlyList<string> values, AwsKeys? keys)
    {
        string?[] secrets = [.. values, keys?.SecretAccessKey, keys?.SessionToken];
        return failure with
        {
            Message = Hide(failure.Message, secrets),
            Members = failure.Members.ToDictionary(m => m.Key, m => Hide(m.Value, secrets)),
        };
    }

    private static string Hide(string text, string?[] secrets)
    {
        foreach (var secret in secrets)
        {
            text = string.IsNullOrEmpty(secret) ? text : text.Replace(secret, "***", StringComparison.Ordinal);
        }

        return text;
    }
}
