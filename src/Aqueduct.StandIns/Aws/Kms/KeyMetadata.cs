using System.Text.Json.Nodes;
using Aqueduct.StandIns.Aws.Calls;
using Aqueduct.StandIns.Aws.World;

namespace Aqueduct.StandIns.Aws.Kms;

/// <summary>How KMS shows a key; times are seconds since 1970.</summary>
internal static class KeyMetadata
{
    public static AwsAnswer Answer(KmsKey key) => AwsAnswer.Of(new JsonObject { [nameof(KeyMetadata)] = Of(key) });

    private static JsonObject Of(KmsKey key)
    {
        var json = new JsonObject
        {
            ["AWSAccountId"] = AwsWorld.AccountId,
            ["KeyId"] = key.Id,
            ["Arn"] = key.Arn,
            ["CreationDate"] = key.Created.ToUnixTimeSeconds(),
            ["Enabled"] = key.State == "Enabled",
            ["Description"] = key.Description,
            ["KeyUsage"] = "ENCRYPT_DECRYPT",
            ["KeyState"] = key.State,
            ["Origin"] = "AWS_KMS",
            ["KeyManager"] = "CUSTOMER",
            ["CustomerMasterKeySpec"] = Ciphertexts.Algorithm,
            ["KeySpec"] = Ciphertexts.Algorithm,
            ["EncryptionAlgorithms"] = new JsonArray(Ciphertexts.Algorithm),
            ["MultiRegion"] = false,
        };
        if (key.Deletion is { } deletion) json["DeletionDate"] = deletion.ToUnixTimeSeconds();
        return json;
    }
}
