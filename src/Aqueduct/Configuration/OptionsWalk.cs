namespace Aqueduct.Configuration;

/// <summary>The walk over the options model that binds the sources and collects every fault.</summary>
/// <param name="baseFolder">Relative paths count from here.</param>
internal sealed class OptionsWalk(string baseFolder)
{
    private readonly Dictionary<string, RawValue> written = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Origin> sections = new(StringComparer.Ordinal);
    private readonly List<EffectiveSetting> settings = [];

    public AqueductOptions Options { get; } = new();

    public List<ConfigurationFault> Faults { get; } = [];

    public IReadOnlyList<EffectiveSetting> Settings => settings;

    /// <param name="layers">Lowest first; a later one wins.</param>
    public void Bind(IEnumerable<RawMapping> layers)
    {
        foreach (var layer in layers)
            Collect(layer);
        foreach (var setting in OptionsModel.Instance.Settings)
            Bind(setting);
        Faults.AddRange(CrossRules.Check(this));
    }

    /// <summary>The section stands in a source, even if empty.</summary>
    public bool Has(string section, out Origin origin) => sections.TryGetValue(section, out origin!);

    /// <summary>Nothing was said against the key yet.</summary>
    public bool IsSound(string key) => !Faults.Exists(f => f.Key == key);

    public bool IsWritten(string key) => written.ContainsKey(key);

    public Origin OriginOf(string key) => written.TryGetValue(key, out var value) ? value.Origin : Origin.Default;

    private void Collect(RawMapping layer)
    {
        foreach (var entry in layer.Entries)
        {
            var section = OptionsModel.Instance.Sections.FirstOrDefault(s => s.Name == entry.Key);
            if (section is null)
            {
                Faults.Add(UnknownKeys.Section(entry));
                continue;
            }
            sections.TryAdd(section.Name, entry.KeyOrigin);
            if (entry.Value is RawMapping settings)
                Collect(section, settings);
            else if (entry.Value is not RawScalar { Text: null })
                Faults.Add(new(section.Name, ValueText.Of(entry.Value), entry.Value.Origin, "A section holds settings, not a value.",
                    $"Write the settings below it, indented, such as '{section.Settings[0].Name}: …'."));
        }
    }

    private void Collect(SectionNode section, RawMapping mapping)
    {
        foreach (var entry in mapping.Entries)
        {
            var setting = section.Settings.FirstOrDefault(s => s.Name == entry.Key);
            if (setting is null)
                Faults.Add(UnknownKeys.Setting(section, entry));
            else if (entry.Value is RawScalar { Text: null })
                written.Remove(setting.Key); // null: back to the default
            else
                written[setting.Key] = entry.Value;
        }
    }

    private void Bind(SettingNode setting)
    {
        var value = setting.Default;
        if (written.TryGetValue(setting.Key, out var raw))
        {
            if (!ValueReading.TryRead(setting, raw, Faults, out value))
                return;
        }
        if (setting.Rule.File is not FileRole.None && value is string path)
        {
            if (FileRules.Check(path, baseFolder, setting.Rule.File) is { } complaint)
            {
                Faults.Add(new(setting.Key, path, OriginOf(setting.Key), complaint.Reason, complaint.Fix));
                return;
            }
            value = Path.GetFullPath(path, baseFolder);
        }
        setting.Property.SetValue(setting.Section.Property.GetValue(Options), value);
        settings.Add(new(setting.Key, setting.Rule.Secret && value is not null ? ValueText.Secret : SettingNode.Written(value), OriginOf(setting.Key)));
    }
}
