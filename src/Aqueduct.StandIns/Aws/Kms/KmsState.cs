using Aqueduct.StandIns.Aws.World;

namespace Aqueduct.StandIns.Aws.Kms;

/// <summary>KMS's part of the world.</summary>
internal sealed class KmsState
{
    /// <summary>By ARN.</summary>
    public Dictionary<string, KmsKey> Keys { get; init; } = [];

    /// <summary>ARN of the alias to ARN of its key.</summary>
    public SortedDictionary<string, string> Aliases { get; init; } = new(StringComparer.Ordinal);

    public static string AliasArn(string region, string name) => $"arn:aws:kms:{region}:{AwsWorld.AccountId}:{name}";

    /// <param name="keyId">Key ID, key ARN, alias name or alias ARN.</param>
    /// <exception cref="AwsError">It names no key of the region.</exception>
    public KmsKey Find(string region, string keyId)
    {
        var arn = keyId.StartsWith("arn:", StringComparison.Ordinal) ? keyId
            : keyId.StartsWith("alias/", StringComparison.Ordinal) ? AliasArn(region, keyId)
            : Guid.TryParseExact(keyId, "D", out _) ? AliasArn(region, "key/" + keyId)
            : throw NotFound($"Invalid keyId '{keyId}'");
        if (arn.Contains(":alias/", StringComparison.Ordinal))
            return Aliases.TryGetValue(arn, out var target) ? Keys[target] : throw NotFound($"Alias {arn} is not found.");
        return Keys.TryGetValue(arn, out var key) && key.Region == region ? key : throw NotFound($"Key '{arn}' does not exist");
    }

    private static AwsError NotFound(string message) => new("NotFoundException", message);
}
