using System.Diagnostics;
using CliWrap;

namespace Aqueduct.Bench;

/// <summary>Rows «--version», «up --no-setup», «idle», «./run», «plan», «apply» of the budgets.</summary>
internal static class StartUpBench
{
    private static readonly string Root = FindRoot();
    private static readonly Uri Ready = new("http://127.0.0.1:7480/readyz");
    private static readonly Uri BareReady = new("http://127.0.0.1:7490/readyz");

    public static async Task<int> RunAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        var measure = new Measure(clock);
        var aqueduct = await BuiltAsync();
        var folder = Directory.CreateTempSubdirectory("aqueduct-bench-").FullName;
        Command Ours(params string[] words) => Cli.Wrap(aqueduct).WithArguments(words).WithWorkingDirectory(folder);
        var hello = Cli.Wrap(Environment.ProcessPath!).WithArguments("hello");
        Task<double> Time(Command command) => measure.CommandAsync(command, cancellationToken);

        Console.WriteLine("| what | measured | budget | reference | ratio |");
        Console.WriteLine("|---|---|---|---|---|");

        var version = await Measure.InTurnAsync(() => Time(Ours("--version")), () => Time(hello));
        Row("`aqueduct --version`", version.Ours, "≤ 80 ms", "bare .NET program", version.Reference);

        var run = await Measure.InTurnAsync(() => Time(Cli.Wrap(Path.Combine(Root, "run")).WithArguments("--version")), () => Time(Ours("--version")));
        Row("`./run --version`, nothing changed", run.Ours, "≤ 300 ms more than `aqueduct`", "`aqueduct --version`", run.Reference);

        var up = new ProcessStartInfo(aqueduct, ["up", "--no-setup"]) { WorkingDirectory = folder };
        var bare = new ProcessStartInfo(Environment.ProcessPath!, ["web", BareReady.GetLeftPart(UriPartial.Authority)]);
        var ready = await Measure.InTurnAsync(
            () => measure.UntilReadyAsync(up, Ready, _ => Task.CompletedTask, cancellationToken),
            () => measure.UntilReadyAsync(bare, BareReady, _ => Task.CompletedTask, cancellationToken));
        Row("`aqueduct up --no-setup` until ready", ready.Ours, "≤ 2,500 ms", "bare ASP.NET Core server", ready.Reference);

        double idle = 0, bareIdle = 0;
        await measure.UntilReadyAsync(up, Ready, async p => idle = await IdleMegabytesAsync(p, clock, cancellationToken), cancellationToken);
        await measure.UntilReadyAsync(bare, BareReady, async p => bareIdle = await IdleMegabytesAsync(p, clock, cancellationToken), cancellationToken);
        Console.WriteLine($"| idle server, resident | {idle:F0} MB | ≤ 150 MB | bare ASP.NET Core server {bareIdle:F0} MB | {idle / bareIdle:F2} |");

        await using (await RunningUp.StartAsync(aqueduct, folder, Ready, cancellationToken))
        {
            var listRoles = Cli.Wrap("/usr/bin/aws")
                .WithArguments(["--endpoint-url", "http://127.0.0.1:7481", "--region", "us-east-1", "iam", "list-roles"])
                .WithEnvironmentVariables(e => e.Set("AWS_SHARED_CREDENTIALS_FILE", Path.Combine(folder, "data/embedded/aws-credentials")));
            var plan = await Measure.InTurnAsync(() => Time(Ours("setup", "plan", "--only", "aws")), () => Time(listRoles));
            Row("`setup plan --only aws`, all to create", plan.Ours, "≤ 1,000 ms", "one `aws iam list-roles`", plan.Reference);
            var apply = await Measure.InTurnAsync(
                async () =>
                {
                    var elapsed = await Time(Ours("setup", "apply", "--only", "aws", "--yes"));
                    await Time(Ours("setup", "destroy", "--only", "aws", "--yes"));
                    return elapsed;
                },
                () => Time(listRoles));
            Row("`setup apply --only aws`, all created", apply.Ours, "≤ 3,000 ms", "one `aws iam list-roles`", apply.Reference);
        }

        var edit = await OneLineEdit.MeasureAsync(Root, measure, cancellationToken);
        Row("`./run --version` after a one-line edit", edit.Ours, "≤ 8,000 ms", "the first build", edit.Reference);
        Directory.Delete(folder, recursive: true);
        return 0;
    }

    /// <returns>The executable <c>./run</c> makes, built from what the sources say now.</returns>
    public static async Task<string> BuiltAsync()
    {
        await Cli.Wrap(Path.Combine(Root, "run")).WithArguments("--version").ExecuteAsync();
        return Directory.GetDirectories(Path.Combine(Root, "artifacts", "run")).OrderBy(Directory.GetLastWriteTimeUtc).Last() + "/aqueduct";
    }

    private static void Row(string what, double ours, string budget, string reference, double theirs) =>
        Console.WriteLine($"| {what} | {ours:F0} ms | {budget} | {reference} {theirs:F0} ms | {ours / theirs:F2} |");

    /// <summary>Ten seconds of idling let the collector and the tiered compiler settle.</summary>
    private static async Task<double> IdleMegabytesAsync(Process process, TimeProvider clock, CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromSeconds(10), clock, cancellationToken);
        return Measure.ResidentMegabytes(process);
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Aqueduct.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Run the bench from inside the repository.");
        return folder;
    }
}
