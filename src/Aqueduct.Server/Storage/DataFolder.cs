namespace Aqueduct.Server.Storage;

/// <summary>The folder of the database file, the socket and the lock; created for its owner alone.</summary>
public sealed class DataFolder
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <param name="baseFolder">Folder of the configuration file: relative paths count from there.</param>
    public DataFolder(StorageOptions options, string baseFolder)
    {
        DatabaseFile = Path.GetFullPath(options.Path, Path.GetFullPath(baseFolder));
        MasterKeyFile = Path.GetFullPath(options.MasterKeyFile, Path.GetFullPath(baseFolder));
        FullPath = Path.GetDirectoryName(DatabaseFile) ?? "/";
    }

    public string FullPath { get; }

    public string DatabaseFile { get; }

    public string MasterKeyFile { get; }

    /// <returns>The path of something else that lives here, such as the socket.</returns>
    public string File(string name) => Path.Combine(FullPath, name);

    internal void Create() => CreatePrivate(FullPath);

    internal static void CreatePrivate(string folder) => Directory.CreateDirectory(folder, Private);
}
