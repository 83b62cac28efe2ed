using System.CommandLine;
using Aqueduct.Commands;
using Aqueduct.Rendering;

namespace Aqueduct.Tests.Executable;

/// <summary>The command line in a folder of its own, with variables of its own.</summary>
internal sealed class Invocation : IDisposable
{
    private readonly Dictionary<string, string> environment = new(StringComparer.Ordinal);
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    public string Folder { get; } = Directory.CreateTempSubdirectory("aqueduct-cli-").FullName;

    public string Out => output.ToString();

    public string Error => error.ToString();

    public Invocation WithFile(string name, string text, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
        return this;
    }

    public Invocation WithVariable(string name, string value)
    {
        environment[name] = value;
        return this;
    }

    public Task<int> RunAsync(params string[] words) => RunAsync([ConfigCommand.Create()], words);

    public Task<int> RunAsync(IEnumerable<Command> commands, params string[] words) => CommandLine.RunAsync(
        words, commands, new Surroundings(
            new Terminal { Out = output, Error = error, In = new Lazy<TextReader>(TextReader.Null) }, environment, Folder));

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
