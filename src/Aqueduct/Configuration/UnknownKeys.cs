namespace Aqueduct.Configuration;

/// <summary>What an unknown key was probably meant to be.</summary>
internal static class UnknownKeys
{
    public static ConfigurationFault Section(RawEntry entry)
    {
        var sections = OptionsModel.Instance.Sections;
        var elsewhere = OptionsModel.Instance.Settings.Where(s => s.Name == entry.Key).Select(s => s.Key).ToList();
        var fix = NearestWord.Of(entry.Key, sections.Select(s => s.Name)) is { } near ? $"Did you mean '{near}'?"
            : elsewhere.Count > 0 ? $"Put it below its section: {string.Join(" or ", elsewhere)}."
            : $"The sections are {string.Join(", ", sections.Select(s => s.Name))}.";
        return new(entry.Key, null, entry.KeyOrigin, "There is no such section.", fix);
    }

    public static ConfigurationFault Setting(SectionNode section, RawEntry entry)
    {
        var names = section.Settings.Select(s => s.Name);
        var elsewhere = OptionsModel.Instance.Settings.Where(s => s.Name == entry.Key).Select(s => s.Key).ToList();
        var fix = NearestWord.Of(entry.Key, names) is { } near ? $"Did you mean '{near}'?"
            : elsewhere.Count > 0 ? $"Did you mean {string.Join(" or ", elsewhere)}?"
            : $"'{section.Name}' knows {string.Join(", ", names)}.";
        return new($"{section.Name}.{entry.Key}", null, entry.KeyOrigin, "There is no such setting.", fix);
    }
}
