using System.Buffers.Binary;
using System.Text;

namespace Aqueduct.Server.Storage.Secrets;

/// <summary>Where a sealed value belongs, as associated data; each part is preceded by its length, so that no two places look alike.</summary>
internal static class SealedPlace
{
    // Lone surrogates would all become U+FFFD, and two rows would look alike: refuse them.
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="header">Version and key ID of the sealed value, so that these cannot be exchanged either.</param>
    public static byte[] Describe(ReadOnlySpan<byte> header, string table, string column, string row)
    {
        var place = new List<byte>(header.Length + table.Length + column.Length + row.Length + 12);
        place.AddRange(header);
        var length = new byte[sizeof(int)];
        foreach (var part in (ReadOnlySpan<string>)[table, column, row])
        {
            var text = Strict.GetBytes(part);
            BinaryPrimitives.WriteInt32BigEndian(length, text.Length);
            place.AddRange(length);
            place.AddRange(text);
        }
        return [.. place];
    }
}
