namespace Aqueduct.Configuration;

/// <summary>Rules for files that settings name.</summary>
internal static class FileRules
{
    public static Complaint? Check(string path, FileRole role)
    {
        if (Directory.Exists(path))
            return new("It is a folder.", "Name the file itself.");
        if (!File.Exists(path))
            return role is FileRole.Read or FileRole.ReadSecret ? new("The file does not exist.", $"Create {path}, or correct the path.") : null;
        if (OperatingSystem.IsWindows() || role is not (FileRole.ReadSecret or FileRole.CreatedSecret))
            return null;
        return (File.GetUnixFileMode(path) & UnixFileMode.OtherRead) is 0 ? null
            : new("Everybody on this machine may read this secret.", $"chmod o-r {path}");
    }
}
