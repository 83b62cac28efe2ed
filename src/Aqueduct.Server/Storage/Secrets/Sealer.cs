using System.Buffers.Binary;
using System.Security.Cryptography;
using Aqueduct.Setup;

namespace Aqueduct.Server.Storage.Secrets;

/// <summary>Sealed value: <c>version (1) | key ID (4, big-endian) | nonce | tag | ciphertext</c>.</summary>
internal sealed class Sealer : ISealer, IDisposable
{
    private const byte Version = 1;
    private const int HeaderLength = 1 + sizeof(int);

    private readonly Dictionary<int, byte[]> keys;
    private readonly int newest;
    private bool wiped;

    /// <param name="keys">Data keys by ID; the sealer owns them and wipes them at the end.</param>
    public Sealer(Dictionary<int, byte[]> keys) => (this.keys, newest) = (keys, keys.Keys.Max());

    public byte[] Seal(string table, string column, string row, ReadOnlySpan<byte> plaintext)
    {
        ObjectDisposedException.ThrowIf(wiped, this); // a wiped key is a key anybody knows
        var value = new byte[HeaderLength + AesGcmBox.Overhead + plaintext.Length];
        value[0] = Version;
        BinaryPrimitives.WriteInt32BigEndian(value.AsSpan(1), newest);
        var place = SealedPlace.Describe(value.AsSpan(0, HeaderLength), table, column, row);
        AesGcmBox.Seal(keys[newest], plaintext, place, value.AsSpan(HeaderLength));
        return value;
    }

    public byte[] Open(string table, string column, string row, ReadOnlySpan<byte> sealedValue)
    {
        ObjectDisposedException.ThrowIf(wiped, this);
        if (sealedValue.Length < HeaderLength + AesGcmBox.Overhead || sealedValue[0] != Version)
            throw Refused(table, column, row, "is not in a format this version of Aqueduct knows");
        var header = sealedValue[..HeaderLength];
        if (!keys.TryGetValue(BinaryPrimitives.ReadInt32BigEndian(header[1..]), out var key))
            throw Refused(table, column, row, "was sealed with a data key that is not in the database");
        return AesGcmBox.Open(key, sealedValue[HeaderLength..], SealedPlace.Describe(header, table, column, row))
            ?? throw Refused(table, column, row, "was altered, or belongs to another row");
    }

    public void Dispose()
    {
        wiped = true;
        foreach (var key in keys.Values)
            CryptographicOperations.ZeroMemory(key);
    }

    public override string ToString() => "***";

    private static StorageException Refused(string table, string column, string row, string reason) => new(new Failure(
        "sealed-value-refused",
        $"The sealed value in {table}.{column}, row '{row}', {reason}.",
        "Restore the database from a backup; if it was edited by hand, remove that row and run `aqueduct setup apply` again."));
}
