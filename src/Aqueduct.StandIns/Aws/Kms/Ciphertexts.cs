using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Aqueduct.StandIns.Aws.Kms;

/// <summary>
/// What Encrypt gives out and Decrypt takes: AES-256-GCM over the plaintext, bound to the key and to the encryption context. AWS's own format is
/// opaque, and so is this: version 1, key ID (16), nonce (12), tag (16), ciphertext.
/// </summary>
internal static class Ciphertexts
{
    public const string Algorithm = "SYMMETRIC_DEFAULT";
    private const byte Version = 1;
    private const int Header = 1 + 16 + 12 + 16;

    /// <param name="context">The encryption context; its order does not matter.</param>
    public static byte[] Encrypt(KmsKey key, byte[] plaintext, IReadOnlyDictionary<string, string> context)
    {
        var blob = new byte[Header + plaintext.Length];
        blob[0] = Version;
        Guid.Parse(key.Id).TryWriteBytes(blob.AsSpan(1));
        RandomNumberGenerator.Fill(blob.AsSpan(17, 12));
        using var aes = new AesGcm(key.Material, 16);
        aes.Encrypt(blob.AsSpan(17, 12), plaintext, blob.AsSpan(Header), blob.AsSpan(29, 16), Bound(blob, context));
        return blob;
    }

    /// <returns>The ID of the key the blob was made with; null when it is none of ours.</returns>
    public static string? KeyId(byte[] blob) => blob.Length > Header && blob[0] == Version ? new Guid(blob.AsSpan(1, 16)).ToString() : null;

    /// <returns>Null when the blob was altered or the context is another one.</returns>
    public static byte[]? Decrypt(KmsKey key, byte[] blob, IReadOnlyDictionary<string, string> context)
    {
        var plaintext = new byte[blob.Length - Header];
        using var aes = new AesGcm(key.Material, 16);
        try
        {
            aes.Decrypt(blob.AsSpan(17, 12), blob.AsSpan(Header), blob.AsSpan(29, 16), plaintext, Bound(blob, context));
            return plaintext;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static byte[] Bound(byte[] blob, IReadOnlyDictionary<string, string> context)
    {
        var sorted = new SortedDictionary<string, string>(context.ToDictionary(), StringComparer.Ordinal);
        return [.. blob.AsSpan(0, 17), .. Encoding.UTF8.GetBytes(JsonSerializer.Serialize(sorted))];
    }
}
