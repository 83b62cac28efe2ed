using System.Security.Cryptography;
using System.Text;
using Aqueduct.Setup;

namespace Aqueduct.Server.Storage.Secrets;

/// <summary>The key that wraps the data keys: a file outside the database, a header line and 32 random bytes in base64.</summary>
internal sealed class MasterKey : IDisposable
{
    private const string Header = "# Aqueduct master key 1. Keep a copy apart from the database; without it stored secrets are lost.";
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = ~(Private | UnixFileMode.UserExecute);
    private const int LongestFile = 4096;

    private readonly byte[] key;

    private MasterKey(byte[] key, string path) => (this.key, Path) = (key, path);

    public string Path { get; }

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
        catch (FileNotFoundException e)
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
        if (line < 0 || !text.StartsWith("# Aqueduct master key 1"u8))
            return false;
        Span<char> base64 = stackalloc char[64]; // 32 bytes are 44 characters
        var encoded = text[(line + 1)..].TrimEnd("\r\n "u8);
        var parsed = encoded.Length <= base64.Length
            && Encoding.ASCII.TryGetChars(encoded, base64, out var count)
            && Convert.TryFromBase64Chars(base64[..count], key, out var length)
            && length == AesGcmBox.KeyLength;
        base64.Clear();
        return parsed;
    }

    /// <summary>The file appears whole and durable or not at all: written beside, synced, then linked to its name, which fails if it exists.</summary>
    private static void Create(string path)
    {
        DataFolder.CreatePrivate(System.IO.Path.GetDirectoryName(path)!);
        var unfinished = $"{path}.{Guid.NewGuid():N}";
        var key = RandomNumberGenerator.GetBytes(AesGcmBox.KeyLength);
        var text = Encoding.ASCII.GetBytes($"{Header}\n{Convert.ToBase64String(key)}\n");
        try
        {
            using (var file = new FileStream(unfinished, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = Private }))
            {
                file.Write(text);
                file.Flush(flushToDisk: true);
            }
            File.Move(unfinished, path, overwrite: false);
            Posix.SyncFolder(System.IO.Path.GetDirectoryName(path)!);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was faster: its key is the one.
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
            CryptographicOperations.ZeroMemory(text);
            File.Delete(unfinished);
        }
    }

    private static StorageException Refused(string code, string detail, string fix, Exception? cause = null) =>
        new(new Failure(code, $"storage.master_key_file: {detail}.", fix), cause);
}
