using System.Security.Cryptography;
using Aqueduct.StandIns.Aws.Kms;

namespace Aqueduct.Tests.StandIns.Aws.Kms;

public sealed class CiphertextsTests
{
    private static readonly byte[] Plaintext = [1, 2, 3];
    private readonly KmsKey key = Key();

    [Fact]
    public void What_was_encrypted_is_decrypted_whatever_the_order_of_the_context()
    {
        var blob = Ciphertexts.Encrypt(key, Plaintext, new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" });

        Ciphertexts.KeyId(blob).ShouldBe(key.Id);
        Ciphertexts.Decrypt(key, blob, new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" }).ShouldBe(Plaintext);
    }

    [Fact]
    public void Another_context_or_key_or_an_altered_blob_does_not_decrypt()
    {
        var none = new Dictionary<string, string>();
        var blob = Ciphertexts.Encrypt(key, Plaintext, none);

        Ciphertexts.Decrypt(key, blob, new Dictionary<string, string> { ["a"] = "1" }).ShouldBeNull();
        Ciphertexts.Decrypt(Key(), blob, none).ShouldBeNull();
        blob[^1] ^= 1;
        Ciphertexts.Decrypt(key, blob, none).ShouldBeNull();
    }

    [Fact]
    public void A_foreign_blob_names_no_key() => Ciphertexts.KeyId(new byte[100]).ShouldBeNull();

    private static KmsKey Key() => new()
    {
        Id = Guid.NewGuid().ToString(), Region = "us-east-1", Created = default, Material = RandomNumberGenerator.GetBytes(32), Policy = "",
    };
}
