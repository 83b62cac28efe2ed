using Aqueduct.StandIns.Aws.Calls;

namespace Aqueduct.StandIns.Aws.Kms;

/// <summary>AWS KMS (API 2014-11-01), symmetric keys only. Where a key is concerned, its key policy decides together with the caller's policies.</summary>
internal static class KmsService
{
    public static AwsService Create() => new("kms", AwsProtocol.Json11, "TrentService",
    [
        new("CreateKey", KeyLife.Create) { Resource = _ => "*" },
        new("DescribeKey", KeyLife.Describe),
        new("GetKeyPolicy", KeyPolicies.Get),
        new("PutKeyPolicy", KeyPolicies.Put),
        new("EnableKey", KeyLife.Enable),
        new("DisableKey", KeyLife.Disable),
        new("ScheduleKeyDeletion", KeyLife.ScheduleDeletion),
        new("CreateAlias", Aliases.Create),
        new("ListAliases", Aliases.List) { Resource = _ => "*" },
        new("Encrypt", Encryption.Encrypt),
        new("Decrypt", Encryption.Decrypt),
        new("GenerateDataKey", Encryption.GenerateDataKey),
        new("GenerateDataKeyWithoutPlaintext", Encryption.GenerateDataKeyWithoutPlaintext),
    ]);
}
