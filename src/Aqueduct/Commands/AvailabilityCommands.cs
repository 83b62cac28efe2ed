using System.CommandLine;
using Aqueduct.Local;
using Aqueduct.Rendering;
using Aqueduct.Server.Settings;
using Aqueduct.Server.Storage;
using Aqueduct.Setup;

namespace Aqueduct.Commands;

/// <summary><c>aqueduct availability</c>: where Amazon Q may work, at the running server.</summary>
internal static class AvailabilityCommands
{
    private static readonly Option<bool> OfInstance = new("--instance") { Description = "The whole GitLab instance" };

    private static readonly Option<string?> OfGroup = new("--group") { Description = "A group, by its full path or ID", HelpName = "PATH" };

    private static readonly Option<string?> OfProject = new("--project") { Description = "A project, by its full path or ID", HelpName = "PATH" };

    private static readonly Option<Switch?> AutoReview = ChoiceOption.Create<Switch>("--auto-review", AvailabilityWords.AutoReview);

    private enum Switch
    {
        On,
        Off,
    }

    public static Command Create() => new("availability", "Where Amazon Q may work: get, set for the instance, a group or a project") { Get(), Set() };

    private static AqueductCommand Get() => new("get", "Shows what holds, where it comes from, and what locks it")
    {
        Options = { OfInstance, OfGroup, OfProject },
        Reports = true,
        Examples = ["aqueduct availability get --instance", "aqueduct availability get --project acme/shop --output json | jq -r .value"],
        Run = (run, cancellationToken) => RunAsync(run, (availability, kind, path) => GetAsync(run, availability, kind, path, cancellationToken), cancellationToken),
    };

    private static AqueductCommand Set()
    {
        var value = new Argument<string?>("VALUE")
        {
            Description = "Instance and group: default_on, default_off or never_on. Project: on or off. Anywhere: inherit, as above. Left out, it stays",
            Arity = ArgumentArity.ZeroOrOne,
        };
        return new AqueductCommand("set", "Turns Amazon Q on or off")
        {
            Arguments = { value },
            Options = { OfInstance, OfGroup, OfProject, AutoReview },
            Reports = true,
            Examples =
            [
                "aqueduct availability set --instance default_on --auto-review on",
                "aqueduct availability set --group acme default_off",
                "aqueduct availability set --project acme/shop off",
            ],
            Run = (run, cancellationToken) => RunAsync(
                run, (availability, kind, path) => SetAsync(run, availability, kind, path, run.Get(value), cancellationToken), cancellationToken),
        };
    }

    private static async Task<int> GetAsync(CommandRun run, RemoteAvailability availability, PlaceKind kind, string path, CancellationToken cancellationToken)
    {
        run.Report(await availability.GetAsync(kind, path, cancellationToken), AvailabilityJson.Default.EffectiveAvailability, AvailabilityText.Write);
        return ExitCode.Done;
    }

    private static async Task<int> SetAsync(
        CommandRun run, RemoteAvailability availability, PlaceKind kind, string path, string? word, CancellationToken cancellationToken)
    {
        AvailabilityValue? value = null;
        if (word is not null)
        {
            if (!AvailabilityWords.TryParse(word, out var read))
                return run.Fail(NoSuchValue(kind, word), ExitCode.Usage);
            value = read;
        }

        var review = run.Get(AutoReview);
        if (value is null && review is null)
            return run.Fail(NothingToSet, ExitCode.Usage);
        var before = await availability.GetAsync(kind, path, cancellationToken);
        var now = await availability.SetAsync(before, new(value, review is null ? null : review is Switch.On), cancellationToken);
        run.Report(now, AvailabilityJson.Default.EffectiveAvailability, AvailabilityText.Write);
        run.Say(now.Version == before.Version ? "Nothing changed." : $"Changed. Before: {AvailabilityWords.Of(before.Value)}.");
        return ExitCode.Done;
    }

    private static async Task<int> RunAsync(
        CommandRun run, Func<RemoteAvailability, PlaceKind, string, Task<int>> work, CancellationToken cancellationToken)
    {
        if (PlaceOf(run) is not var (kind, path))
            return run.Fail(NoPlace, ExitCode.Usage);
        if (await run.LoadConfigurationAsync(cancellationToken) is not { } configuration)
            return ExitCode.Usage;
        using var server = await LocalServer.TryConnectAsync(configuration.DataFolder, cancellationToken);
        if (server is null)
            return run.Fail(NoServer(configuration.DataFolder));
        var availability = new RemoteAvailability(server);
        try
        {
            return await work(availability, kind, path);
        }
        catch (LocalServerException e) when (e.Failure.Code == "not-found")
        {
            var nearest = await availability.FindNearestAsync(path, cancellationToken);
            return run.Fail(nearest is null || nearest == path ? e.Failure : e.Failure with { Fix = $"Did you mean {nearest}? {e.Failure.Fix}" });
        }
    }

    /// <returns>Null unless exactly one is named.</returns>
    private static (PlaceKind Kind, string Path)? PlaceOf(CommandRun run) => (run.Get(OfInstance), run.Get(OfGroup), run.Get(OfProject)) switch
    {
        (true, null, null) => (PlaceKind.Instance, ""),
        (false, { Length: > 0 } group, null) => (PlaceKind.Group, group),
        (false, null, { Length: > 0 } project) => (PlaceKind.Project, project),
        _ => null,
    };

    private static Failure NoPlace => new(
        "place-missing", "Exactly one of --instance, --group and --project is needed.", "Name the place, such as: aqueduct availability get --project acme/shop");

    private static Failure NothingToSet => new(
        "nothing-to-set", "Neither a value nor --auto-review is given.", "Name a value, such as: aqueduct availability set --project acme/shop off");

    private static Failure NoSuchValue(PlaceKind kind, string word) => new(
        "availability-invalid", $"'{word}' is no value for availability.",
        $"Use {string.Join(", ", AvailabilityWords.ValuesOf(kind).Select(AvailabilityWords.Of))} or inherit.");

    private static Failure NoServer(string dataFolder) => new(
        "server-not-running", $"No server runs on {dataFolder}.", "Start it with `aqueduct serve` or `aqueduct up`, then run this again.");
}
