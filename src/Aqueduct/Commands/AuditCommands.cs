using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Aqueduct.Rendering;
using Aqueduct.Server.Audit;

namespace Aqueduct.Commands;

/// <summary><c>aqueduct audit</c>: who changed what, with or without a running server.</summary>
internal static class AuditCommands
{
    private static readonly Option<DateTimeOffset?> Since = new("--since") { Description = "From this time on; without an offset it is UTC", HelpName = "TIME", CustomParser = Time };
    private static readonly Option<DateTimeOffset?> Until = new("--until") { Description = "Before this time", HelpName = "TIME", CustomParser = Time };
    private static readonly Option<string?> Actor = new("--actor") { Description = "Of this actor, written as the list shows it", HelpName = "NAME" };
    private static readonly Option<string?> Action = new("--action") { Description = "This action; with a dot at the end, all that begin so", HelpName = "ACTION" };
    private static readonly Option<string?> Target = new("--target") { Description = "On exactly this target", HelpName = "TARGET" };
    private static readonly Option<long?> Before = new("--before") { Description = "The page of entries before this number", HelpName = "NUMBER" };
    private static readonly Option<int> Limit = new("--limit") { Description = "How many, up to 1000", HelpName = "COUNT", DefaultValueFactory = _ => 50 };

    private enum ExportFormat
    {
        Csv,
        Jsonl,
    }

    public static Command Create() =>
        new("audit", "Who changed what, when and from where: list, verify, export, erase a person") { List(), Show(), Verify(), Export(), Erase() };

    private static AqueductCommand List() => new("list", "Lists entries, newest first")
    {
        Options = { Since, Until, Actor, Action, Target, Before, Limit },
        Reports = true,
        Examples = ["aqueduct audit list --since 2026-11-01 --action connection.", "aqueduct audit list --output json | jq -r '.entries[].actor'"],
        Run = (run, cancellationToken) => RunAsync(run, "aqueduct audit list", async audit =>
        {
            var page = await audit.ListAsync(Query(run) with { Before = run.Get(Before), Limit = run.Get(Limit) }, cancellationToken);
            run.Report(page, AuditJson.Default.AuditPage, AuditText.Write);
            if (page.More)
                run.Say(string.Create(CultureInfo.InvariantCulture, $"There are more: --before {page.Entries[^1].Sequence}"));
            return ExitCode.Done;
        }, cancellationToken),
    };

    private static AqueductCommand Show()
    {
        var number = new Argument<long>("NUMBER") { Description = "The entry's number" };
        return new AqueductCommand("show", "Shows all of one entry")
        {
            Arguments = { number },
            Reports = true,
            Examples = ["aqueduct audit show 42"],
            Run = (run, cancellationToken) => RunAsync(run, "aqueduct audit show", async audit =>
            {
                if (await audit.FindAsync(run.Get(number), cancellationToken) is not { } entry)
                    return run.Fail(AuditFailures.NoEntry(run.Get(number)));
                run.Report(entry, AuditJson.Default.AuditRecord, AuditText.Write);
                return ExitCode.Done;
            }, cancellationToken),
        };
    }

    private static AqueductCommand Verify() => new("verify", "Checks that no entry was changed, removed or inserted; exit 1 if one was")
    {
        Reports = true,
        Examples = ["aqueduct audit verify", "aqueduct audit verify --output json | jq -r .head"],
        Run = (run, cancellationToken) => RunAsync(run, "aqueduct audit verify", async audit =>
        {
            var verified = await audit.VerifyAsync(cancellationToken);
            run.Report(verified, AuditJson.Default.AuditVerification, AuditText.Write);
            return verified.Passed ? ExitCode.Done : ExitCode.Failed;
        }, cancellationToken),
    };

    private static AqueductCommand Export()
    {
        var format = ChoiceOption.Create<ExportFormat>("--format", "One line for each entry. Default: jsonl");
        return new AqueductCommand("export", "Writes the entries to stdout, oldest first")
        {
            Options = { format, Since, Until, Actor, Action, Target },
            Examples = ["aqueduct audit export --format csv > audit.csv", "aqueduct audit export --since 2026-11-01 | jq -r .action"],
            Run = (run, cancellationToken) => RunAsync(run, "aqueduct audit export", async audit =>
            {
                var csv = run.Get(format) is ExportFormat.Csv;
                if (csv)
                    run.Terminal.Out.WriteLine(AuditText.CsvHeader);
                AuditPage page;
                long last = 0;
                do
                {
                    page = await audit.ListAsync(Query(run) with { After = last, Limit = AuditQuery.MostEntries }, cancellationToken);
                    foreach (var entry in page.Entries)
                        run.Terminal.Out.WriteLine(csv ? AuditText.Csv(entry) : JsonSerializer.Serialize(entry, AuditJson.Default.AuditRecord));
                    last = page.Entries.Count > 0 ? page.Entries[^1].Sequence : last;
                }
                while (page.More);
                return ExitCode.Done;
            }, cancellationToken),
        };
    }

    private static AqueductCommand Erase()
    {
        var person = new Option<string>("--person") { Description = "Whom, written as the list shows it", HelpName = "NAME", Required = true };
        return new AqueductCommand("erase", "Makes a person's name unreadable in all entries; cannot be undone")
        {
            Options = { person, SetupOptions.Yes },
            Examples = ["aqueduct audit erase --person os:alice"],
            Run = (run, cancellationToken) => RunAsync(run, "aqueduct audit erase", async audit =>
            {
                var name = run.Get(person)!;
                if (run.Confirm($"Make {Printable.OneLine(name)} unreadable in the audit trail for ever?", $"aqueduct audit erase --person {name}") is { } exit)
                    return exit;
                if (!await audit.EraseAsync(name, cancellationToken))
                    return run.Fail(AuditFailures.NoPerson(name));
                run.Say("Erased here. Backups made before still hold the key: let them expire.");
                return ExitCode.Done;
            }, cancellationToken),
        };
    }

    private static AuditQuery Query(CommandRun run) =>
        new(run.Get(Since), run.Get(Until), run.Get(Actor), run.Get(Action), run.Get(Target));

    private static async Task<int> RunAsync(
        CommandRun run, string command, Func<IAuditAdministration, Task<int>> work, CancellationToken cancellationToken) =>
        await run.LoadConfigurationAsync(cancellationToken) is { } configuration
            ? await run.WithLiveStateAsync(configuration, command, live => work(live.Audit), cancellationToken)
            : ExitCode.Usage;

    private static DateTimeOffset? Time(System.CommandLine.Parsing.ArgumentResult argument)
    {
        if (DateTimeOffset.TryParse(argument.Tokens[^1].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return time;
        argument.AddError($"'{argument.Tokens[^1].Value}' is no time; write it as 2026-11-23T09:00:00Z.");
        return null;
    }
}
