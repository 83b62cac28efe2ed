namespace Aqueduct.ContractTests.Aws;

internal static class RepositoryRoot
{
    public static string Path { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(System.IO.Path.Combine(folder, "Aqueduct.slnx")) ? folder : Find(System.IO.Path.GetDirectoryName(folder)!);
}
