using System.Security.Cryptography;

namespace Aqueduct.Server.Storage.Secrets;

/// <summary>AES-256-GCM with a fresh random nonce: <c>nonce (12) | tag (16) | ciphertext</c>.</summary>
public static class AesGcmBox
{
    public const int KeyLength = 32;
    public const int Overhead = NonceLength + TagLength;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    public static void Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associatedData, Span<byte> box)
    {
        var nonce = box[..NonceLength];
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagLength); // one instance per call: it is not safe for several threads
        aes.Encrypt(nonce, plaintext, box[Overhead..], box[NonceLength..Overhead], associatedData);
    }

    /// <returns>Null when key, box or associated data are not the ones it was sealed with.</returns>
    public static byte[]? Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> box, ReadOnlySpan<byte> associatedData)
    {
        if (box.Length < Overhead)
            return null;
        var plaintext = new byte[box.Length - Overhead];
        using var aes = new AesGcm(key, TagLength);
        try
        {
            aes.Decrypt(box[..NonceLength], box[Overhead..], box[NonceLength..Overhead], plaintext, associatedData);
            return plaintext;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
