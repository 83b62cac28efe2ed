using CliWrap;

namespace Aqueduct.Bench;

/// <summary>A fresh clone is built once, then one line is added to a source file and <c>./run</c> is timed again.</summary>
internal static class OneLineEdit
{
    public static async Task<(double Ours, double Reference)> MeasureAsync(string root, Measure measure, CancellationToken cancellationToken)
    {
        var clone = Directory.CreateTempSubdirectory("aqueduct-clone-").FullName;
        try
        {
            await Cli.Wrap("git").WithArguments(["clone", "--quiet", root, clone]).ExecuteAsync(cancellationToken);
            var run = Cli.Wrap(Path.Combine(clone, "run")).WithArguments("--version");
            var first = await measure.CommandAsync(run, cancellationToken);
            var edits = new List<double>();
            for (var edit = 0; edit < 3; edit++)
            {
                await File.AppendAllTextAsync(Path.Combine(clone, "src", "Aqueduct", "Program.cs"), $"// {edit}\n", cancellationToken);
                edits.Add(await measure.CommandAsync(run, cancellationToken));
            }
            return (edits.Order().ElementAt(1), first);
        }
        finally
        {
            Directory.Delete(clone, recursive: true);
        }
    }
}
