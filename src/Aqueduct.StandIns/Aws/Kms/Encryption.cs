using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Aqueduct.StandIns.Aws.Calls;

namespace Aqueduct.StandIns.Aws.Kms;

/// <summary>Encrypt, Decrypt and data keys.</summary>
internal static class Encryption
{
    public static AwsAnswer Encrypt(AwsCall call)
    {
        var plaintext = call.Json.Blob("Plaintext");
        KmsInput.Check(constraints => Size(constraints, "plaintext", plaintext, 4096));
        KmsInput.CheckAlgorithm(call.Json);
        var key = Usable(call, KmsInput.KeyId(call.Json));
        return AwsAnswer.Of(new JsonObject
        {
            ["CiphertextBlob"] = Base64(Ciphertexts.Encrypt(key, plaintext!, KmsInput.EncryptionContext(call.Json))),
            ["KeyId"] = key.Arn,
            ["EncryptionAlgorithm"] = Ciphertexts.Algorithm,
        });
    }

    public static AwsAnswer Decrypt(AwsCall call)
    {
        var blob = call.Json.Blob("CiphertextBlob");
        KmsInput.Check(constraints => Size(constraints, "ciphertextBlob", blob, 6144));
        KmsInput.CheckAlgorithm(call.Json);
        var key = Usable(call, Ciphertexts.KeyId(blob!) ?? throw Invalid());
        if (call.Json.Text("KeyId") is { } named && call.World.Read(world => world.Kms.Find(call.Region, named)) != key)
            throw new AwsError("IncorrectKeyException", "The key ID in the request does not identify a CMK that can perform this operation.");
        return AwsAnswer.Of(new JsonObject
        {
            ["Plaintext"] = Base64(Ciphertexts.Decrypt(key, blob!, KmsInput.EncryptionContext(call.Json)) ?? throw Invalid()),
            ["KeyId"] = key.Arn,
            ["EncryptionAlgorithm"] = Ciphertexts.Algorithm,
        });
    }

    public static AwsAnswer GenerateDataKey(AwsCall call)
    {
        var (answer, plaintext) = DataKey(call);
        answer["Plaintext"] = Base64(plaintext);
        return AwsAnswer.Of(answer);
    }

    public static AwsAnswer GenerateDataKeyWithoutPlaintext(AwsCall call) => AwsAnswer.Of(DataKey(call).Answer);

    private static (JsonObject Answer, byte[] Plaintext) DataKey(AwsCall call)
    {
        var (spec, bytes) = (call.Json.Text("KeySpec"), call.Json.Integer("NumberOfBytes"));
        KmsInput.Check(constraints =>
        {
            constraints.OneOf("keySpec", spec, "AES_256", "AES_128");
            constraints.Range("numberOfBytes", bytes, 1, 1024);
        });
        if (spec is null == bytes is null) throw new AwsError(KmsInput.Code, "Please specify either number of bytes or key spec.");
        var key = Usable(call, KmsInput.KeyId(call.Json));
        var plaintext = RandomNumberGenerator.GetBytes((int?)bytes ?? (spec == "AES_128" ? 16 : 32));
        var blob = Ciphertexts.Encrypt(key, plaintext, KmsInput.EncryptionContext(call.Json));
        return (new JsonObject { ["CiphertextBlob"] = Base64(blob), ["KeyId"] = key.Arn }, plaintext);
    }

    private static KmsKey Usable(AwsCall call, string keyId)
    {
        var key = KeyAccess.Require(call, keyId);
        key.CheckUsable();
        return key;
    }

    private static void Size(Constraints constraints, string member, byte[]? value, int most)
    {
        constraints.Required(member, value is null ? null : "");
        if (value is { Length: 0 } || value?.Length > most)
            constraints.Violated(member, string.Create(CultureInfo.InvariantCulture, $"{value.Length} bytes"), $"Member must have length between 1 and {most}");
    }

    private static string Base64(byte[] bytes) => Convert.ToBase64String(bytes);

    // AWS answers this without a text.
    private static AwsError Invalid() => new("InvalidCiphertextException", "");
}
