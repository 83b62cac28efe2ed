using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Aqueduct.Setup;

namespace Aqueduct.Server.Storage;

/// <summary>
/// One process at a time uses a data folder. The lock is the kernel's (<c>flock</c>), so it ends with the process however that ends; the
/// file itself stays, since deleting it would let two processes lock two files of the same name. Its text only tells who holds it.
/// </summary>
public sealed class DataFolderLock : IDisposable
{
    private const string FileName = "aqueduct.lock";

    private readonly FileStream file;

    private DataFolderLock(FileStream file) => this.file = file;

    /// <param name="command">What the holder is, in a person's words: <c>aqueduct serve</c>.</param>
    /// <returns>False when another process holds it, or the folder cannot be used; the failure says which.</returns>
    public static bool TryTake(
        DataFolder folder, string command, [NotNullWhen(true)] out DataFolderLock? taken, [NotNullWhen(false)] out Failure? failure)
    {
        (taken, failure) = (null, null);
        var path = folder.File(FileName);
        try
        {
            folder.Create();
            var file = Open(path);
            if (file is null)
            {
                failure = InUse(folder, path);
                return false;
            }
            taken = new DataFolderLock(file);
            taken.Write($"{Environment.ProcessId} {command}\n");
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            taken?.Dispose();
            taken = null;
            failure = new Failure(
                "data-folder-unusable", $"storage.path: the data folder {folder.FullPath} cannot be used: {e.Message}", "Let storage.path name a file in a folder this user may write.");
            return false;
        }
    }

    public void Dispose()
    {
        if (file.SafeFileHandle.IsClosed)
            return;
        Write(""); // who held it is past
        file.Dispose();
    }

    /// <returns>Null when another process holds the lock.</returns>
    private static FileStream? Open(string path)
    {
        try
        {
            return new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None, // .NET's word for flock(LOCK_EX | LOCK_NB)
                BufferSize = 0,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
        }
        catch (IOException e) when (IsHeld(e))
        {
            return null;
        }
    }

    /// <summary>EWOULDBLOCK, which .NET reports as its raw number: 11 on Linux, 35 on macOS.</summary>
    private static bool IsHeld(IOException e) => e.HResult is 11 or 35;

    private void Write(string holder)
    {
        file.SetLength(0);
        file.Position = 0;
        file.Write(Encoding.UTF8.GetBytes(holder));
    }

    private static Failure InUse(DataFolder folder, string path)
    {
        var holder = Posix.ReadLocked(path).TrimEnd().Split(' ', 2);
        var known = holder.Length == 2 && int.TryParse(holder[0], NumberStyles.None, CultureInfo.InvariantCulture, out _);
        var who = known ? $"process {holder[0]} ({holder[1]})" : "another process";
        return new Failure(
            "data-folder-in-use",
            $"The data folder {folder.FullPath} is used by {who}.",
            known ? $"Wait until it ends, or stop it: kill {holder[0]}" : "Wait until it ends, or stop it.");
    }
}
