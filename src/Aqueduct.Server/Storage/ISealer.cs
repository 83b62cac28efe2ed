namespace Aqueduct.Server.Storage;

/// <summary>
/// Seals secrets before they reach the database: AES-256-GCM under a data key wrapped by the master key,
/// bound to table, column and row so that a sealed value cannot be moved elsewhere.
/// </summary>
public interface ISealer
{
    byte[] Seal(string table, string column, string row, ReadOnlySpan<byte> plaintext);

    /// <exception cref="StorageException">The value was altered, belongs elsewhere, or its data key is gone; never tells the value.</exception>
    byte[] Open(string table, string column, string row, ReadOnlySpan<byte> sealedValue);
}
