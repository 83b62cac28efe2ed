using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using Aqueduct.Setup;

namespace Aqueduct.Server.Storage.Secrets;

/// <summary>The key that wraps the data keys: a file outside the database, a header line and 32 random bytes in base64.</summary>
internal sealed class MasterKey : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = ~(Private | UnixFileMode.UserExecute);
    private const int LongestFile = 4096;

    private readonly byte[] key;

    private MasterKey(byte[] key, string path) => (this.key, Path) = (key, path);

    public string Path { get; }

    private static ReadOnlySpan<byte> Magic => "# Aqueduct master key 1"u8;

    private static ReadOnlySpan<byte> Advice => ". Keep a copy apart from the database; without it stored secrets are lost."u8;

    /// <param name="path">The resolved <c>storage.master_key_file</c>.</param>
    /// <param name="mayCreate">False when the database already holds keys wrapped by the lost one.</param>
    public static MasterKey Open(string path, bool mayCreate)
    {
        try
        {
            if (mayCreate && !File.Exists(path))
                Create(path);
            return Read(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Refused(
                "master-key-missing", $"{path} does not exist, but the database holds secrets that only this key opens", "Put the file back from your copy; a new key could not open them.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused("master-key-unusable", $"{path} cannot be used: {e.Message.TrimEnd('.')}", "Let storage.master_key_file name a file this user may read.", e);
        }
    }

    public byte[] Wrap(ReadOnlySpan<byte> dataKey, ReadOnlySpan<byte> place)
    {
        var box = new byte[AesGcmBox.Overhead + dataKey.Length];
        AesGcmBox.Seal(key, dataKey, place, box);
        return box;
    }

    /// <returns>Null when another master key wrapped it, or it was altered.</returns>
    public byte[]? Unwrap(ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> place) => AesGcmBox.Open(key, wrapped, place);

    public void Dispose() => CryptographicOperations.ZeroMemory(key);

    public override string ToString() => "***";

    private static MasterKey Read(string path)
    {
        using var file = File.OpenHandle(path);
        var mode = File.GetUnixFileMode(file); // of the opened file, so that it cannot be exchanged in between
        if ((mode & Others) != 0)
            throw Refused("master-key-exposed", $"{path} may be read or changed by others than its owner", $"Run: chmod 600 {path}");

        var text = new byte[LongestFile];
        var key = new byte[AesGcmBox.KeyLength];
        try
        {
            var length = RandomAccess.Read(file, text, 0);
            if (!TryParse(text.AsSpan(0, length), key))
                throw Refused("master-key-malformed", $"{path} does not hold a header line and {AesGcmBox.KeyLength} bytes in base64", "Put the file back from your copy.");
            return new MasterKey(key, path);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
        }
    }

    private static bool TryParse(ReadOnlySpan<byte> text, Span<byte> key)
    {
        var line = text.IndexOf((byte)'\n');
        if (line < 0 || !text.StartsWith(Magic))
            return false;
        var encoded = text[(line + 1)..].TrimEnd("\r\n "u8);
        return Base64.DecodeFromUtf8(encoded, key, out var read, out var length) is OperationStatus.Done
            && (read, length) == (encoded.Length, key.Length);
    }

    /// <summary>The file appears whole and durable or not at all: written beside, synced, then linked to its name, which fails if it exists.</summary>
    private static void Create(string path)
    {
        DataFolder.CreatePrivate(System.IO.Path.GetDirectoryName(path)!);
        var unfinished = $"{path}.{Guid.NewGuid():N}";
        var key = RandomNumberGenerator.GetBytes(AesGcmBox.KeyLength);
        var encoded = new byte[Base64.GetMaxEncodedToUtf8Length(key.Length)];
        Base64.EncodeToUtf8(key, encoded, out _, out _);
        try
        {
            using (var file = new FileStream(
                unfinished, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = Private, BufferSize = 0 }))
            {
                file.Write([.. Magic, .. Advice, (byte)'\n']);
                file.Write(encoded);
                file.Write("\n"u8);
                file.Flush(flushToDisk: true);
            }
            MoveUnlessExists(unfinished, path);
            Posix.SyncFolder(System.IO.Path.GetDirectoryName(path)!);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(encoded);
            File.Delete(unfinished);
        }
    }

    private static void MoveUnlessExists(string unfinished, string path)
    {
        try
        {
            File.Move(unfinished, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was faster: its key is the one.
        }
    }

    private static StorageException Refused(string code, string detail, string fix, Exception? cause = null) =>
        new(new Failure(code, $"storage.master_key_file: {detail}.", fix), cause);
}
