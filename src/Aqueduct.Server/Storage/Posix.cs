using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Aqueduct.Server.Storage;

/// <summary>What .NET has no call for: it opens no folder, and puts a lock on every file it opens.</summary>
internal static class Posix
{
    private const int ReadOnly = 0; // O_RDONLY is 0 everywhere

    /// <summary>Makes the names in a folder durable: a synced file can still lose its name in a power cut.</summary>
    public static void SyncFolder(string path)
    {
        using var folder = Open(path);
        RandomAccess.FlushToDisk(folder);
    }

    /// <summary>Reads a file that another process holds locked.</summary>
    public static string ReadLocked(string path)
    {
        using var file = Open(path);
        var content = new byte[1024];
        var length = RandomAccess.Read(file, content, 0);
        return System.Text.Encoding.UTF8.GetString(content, 0, length);
    }

    private static SafeFileHandle Open(string path)
    {
        var descriptor = open(path, ReadOnly);
        return descriptor >= 0
            ? new SafeFileHandle(descriptor, ownsHandle: true)
            : throw new IOException($"{path}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [DllImport("libc", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
#pragma warning disable IDE1006, CA2101, SYSLIB1054 // the C name; UTF-8 is what Ansi means on Unix; the generated form needs unsafe code
    private static extern int open(string path, int flags);
#pragma warning restore IDE1006, CA2101, SYSLIB1054
}
