using Aqueduct.Setup;

namespace Aqueduct.Configuration;

/// <param name="ConfigFile">What <c>--config</c> names, or null.</param>
/// <param name="Sets">The texts of <c>--set</c>.</param>
internal sealed record ConfigurationRequest(
    string WorkingFolder, string? ConfigFile, IReadOnlyDictionary<string, string> Environment, IReadOnlyList<string> Sets);

/// <summary>A configuration, or what stands against it.</summary>
internal sealed record ConfigurationAnswer(
    AqueductConfiguration? Configuration, IReadOnlyList<ConfigurationFault> Faults, Failure? Failure = null);

/// <summary>
/// 1. the file: <c>--config</c>, else <c>./aqueduct.yaml</c>, else, when nothing at all is configured, the one a living <c>aqueduct up</c> wrote;
/// 2. variables; 3. flags; 4. one walk over the options model.
/// </summary>
internal static class ConfigurationLoader
{
    public const string DefaultFile = "aqueduct.yaml";

    public static async Task<ConfigurationAnswer> LoadAsync(ConfigurationRequest request, CancellationToken cancellationToken)
    {
        var (flags, faults) = FlagSource.Read(request.Sets);
        List<RawMapping> overrides = [.. EnvironmentSource.Read(request.Environment), .. flags];
        var file = request.ConfigFile ?? DefaultFile;
        var path = Path.GetFullPath(file, request.WorkingFolder);
        if (File.Exists(path))
            return Load(file, path, isEmbedded: false, overrides, faults);
        if (request.ConfigFile is not null)
            return new(null, [], new Failure("configuration-missing", $"The configuration file {file} {(Directory.Exists(path) ? "is a folder" : "does not exist")}.", "Correct --config."));
        if (overrides.Exists(Configures))
            return Load(null, path, isEmbedded: false, overrides, faults);

        var embedded = Path.Combine(request.WorkingFolder, EmbeddedConfiguration.File);
        if (await EmbeddedConfiguration.IsAliveAsync(request.WorkingFolder, cancellationToken))
            return Load(EmbeddedConfiguration.File, embedded, isEmbedded: true, overrides, faults);
        return new(null, faults, new Failure(
            "not-running", $"There is no {DefaultFile} here, and no 'aqueduct up' is alive.",
            $"Start ./run first, or write {DefaultFile}; 'aqueduct config schema' describes it."));
    }

    /// <summary>Whether the user configured anything: a file, or one of the sections that need each other.</summary>
    public static bool IsConfigured(ConfigurationRequest request) =>
        request.ConfigFile is not null
        || File.Exists(Path.GetFullPath(DefaultFile, request.WorkingFolder))
        || EnvironmentSource.Read(request.Environment).Concat(FlagSource.Read(request.Sets).Layers).Any(Configures);

    private static bool Configures(RawMapping layer) => layer.Entries.Any(e => e.Key is "gitlab" or "aws");

    private static ConfigurationAnswer Load(
        string? file, string path, bool isEmbedded, IEnumerable<RawMapping> overrides, IEnumerable<ConfigurationFault> faults)
    {
        var walk = new OptionsWalk(Path.GetDirectoryName(path)!);
        if (file is not null)
        {
            string text;
            try
            {
                text = File.ReadAllText(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return new(null, [], new Failure("configuration-unreadable", $"{file} cannot be read: {e.Message}", "Let this user read it, or name another with --config."));
            }
            var (root, yamlFaults) = YamlSource.Read(text, file);
            walk.Faults.AddRange(yamlFaults);
            if (root is null && yamlFaults.Count > 0)
                return new(null, yamlFaults); // what an unreadable file lacks is not worth a list
            overrides = root is null ? overrides : overrides.Prepend(root);
        }
        walk.Faults.AddRange(faults);
        walk.Bind(overrides);
        return walk.Faults.Count > 0
            ? new(null, walk.Faults)
            : new(new AqueductConfiguration(walk.Options, walk.Settings, file, isEmbedded), []);
    }
}
