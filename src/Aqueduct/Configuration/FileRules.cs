namespace Aqueduct.Configuration;

/// <summary>Rules for files that settings name.</summary>
internal static class FileRules
{
    public static Complaint? Check(string written, string baseFolder, FileRole role)
    {
        if (string.IsNullOrWhiteSpace(written) || written.Contains('\0', StringComparison.Ordinal))
            return new("It is not a path.", "Name a file; a relative path counts from the folder of the configuration file.");
        var path = Path.GetFullPath(written, baseFolder);
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
