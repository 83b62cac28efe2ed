namespace Aqueduct.ContractTests.Tools;

/// <summary>A folder of one test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("aqueduct-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
