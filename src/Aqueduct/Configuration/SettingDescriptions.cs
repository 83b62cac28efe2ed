using System.Reflection;
using System.Xml.Linq;

namespace Aqueduct.Configuration;

/// <summary>The docstrings of the options types, embedded at build.</summary>
internal sealed class SettingDescriptions
{
    private readonly Dictionary<string, XElement> summaries = new(StringComparer.Ordinal);

    private SettingDescriptions()
    {
    }

    public static SettingDescriptions Read()
    {
        var descriptions = new SettingDescriptions();
        foreach (var assembly in new[] { "Aqueduct.Setup", "Aqueduct.Server" })
        {
            using var stream = typeof(SettingDescriptions).Assembly.GetManifestResourceStream($"docstrings/{assembly}.xml")!;
            foreach (var member in XDocument.Load(stream, LoadOptions.PreserveWhitespace).Descendants("member"))
            {
                if (member.Element("summary") is { } summary)
                    descriptions.summaries[member.Attribute("name")!.Value] = summary;
            }
        }
        return descriptions;
    }

    public string? Of(Type type) => TextOf($"T:{type.FullName}");

    public string? Of(PropertyInfo property) => TextOf($"P:{property.DeclaringType!.FullName}.{property.Name}");

    private string? TextOf(string member) =>
        summaries.TryGetValue(member, out var summary)
            ? string.Join(' ', string.Concat(summary.Nodes().Select(Flat)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            : null;

    /// <summary>A reference to another setting becomes its key; code becomes its text.</summary>
    private static string Flat(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see => Naming.Of(see.Attribute("cref")!.Value.Split('.')[^1]),
        XElement element => element.Value,
        _ => "",
    };
}
