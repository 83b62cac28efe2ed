using System.Text.Json;
using Aqueduct.StandIns.Aws.Calls;

namespace Aqueduct.StandIns.Aws.Kms;

/// <summary>Members that several operations share.</summary>
internal static class KmsInput
{
    public const string Code = "ValidationException";

    public static string KeyId(JsonElement input, string member = "KeyId")
    {
        var keyId = input.Text(member);
        Check(constraints =>
        {
            constraints.Required("keyId", keyId);
            constraints.Length("keyId", keyId, 1, 2048);
        });
        return keyId!;
    }

    public static IReadOnlyDictionary<string, string> EncryptionContext(JsonElement input) =>
        input.Structure("EncryptionContext") is { } context
            ? context.EnumerateObject().ToDictionary(p => p.Name, p => context.Text(p.Name) ?? "", StringComparer.Ordinal)
            : new Dictionary<string, string>();

    public static void Check(Action<Constraints> checks)
    {
        var constraints = new Constraints(Code);
        checks(constraints);
        constraints.Check();
    }

    /// <summary>Only symmetric encryption is rehearsed here.</summary>
    public static void CheckAlgorithm(JsonElement input)
    {
        if (input.Text("EncryptionAlgorithm") is { } algorithm && algorithm != Ciphertexts.Algorithm)
            throw new AwsError("InvalidKeyUsageException", $"{algorithm} is not an algorithm of this key.");
    }
}
