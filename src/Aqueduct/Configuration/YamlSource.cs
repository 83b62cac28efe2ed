using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Aqueduct.Configuration;

/// <summary>
/// Reads <c>aqueduct.yaml</c> from the parser's events, so that each value knows its line and column
/// and one wrong line does not hide the others.
/// </summary>
internal sealed class YamlSource
{
    /// <summary>Far deeper than any setting, far shallower than the stack.</summary>
    private const int MaximumDepth = 32;

    private readonly Parser parser;
    private readonly string file;
    private readonly Dictionary<string, RawValue> anchors = new(StringComparer.Ordinal);
    private readonly List<ConfigurationFault> faults = [];

    private YamlSource(string text, string file) => (parser, this.file) = (new Parser(new StringReader(text)), file);

    /// <param name="file">The file's name as it is shown in origins.</param>
    /// <returns>What could be read; the root is null when the file is empty or not YAML.</returns>
    public static (RawMapping? Root, IReadOnlyList<ConfigurationFault> Faults) Read(string text, string file)
    {
        var source = new YamlSource(text, file);
        RawMapping? root = null;
        try
        {
            root = source.ReadDocument();
        }
        catch (YamlException exception)
        {
            source.faults.Add(TabIn(text, exception) is { } tab
                ? new("", null, new(OriginKind.File, $"{file}:{tab.Line}:{tab.Column}"), "YAML does not indent with tabs.", "Indent with spaces.")
                : new("", null, source.OriginOf(exception.End), $"This is not YAML: {exception.Message.TrimEnd('.')}.",
                    "Correct the line; put values with ':', '#' or '{' in quotes."));
        }
        return (root, source.faults);
    }

    private RawMapping? ReadDocument()
    {
        parser.Consume<StreamStart>();
        if (parser.TryConsume<StreamEnd>(out _))
            return null;
        parser.Consume<DocumentStart>();
        var start = parser.Current!.Start;
        var value = ReadValue("", 0);
        parser.Consume<DocumentEnd>();
        if (parser.Current is DocumentStart second)
            Add("", second.Start, "The file holds more than one YAML document.", "Keep one document; remove what follows '---'.");
        if (value is RawMapping mapping)
            return mapping;
        if (value is not RawScalar { Text: null })
            Add("", start, $"The file holds a {(value is RawScalar ? "single value" : "list")} where sections are expected.", "Begin with a section, such as 'aws:'.");
        return null;
    }

    private RawValue ReadValue(string key, int depth)
    {
        var node = parser.Consume<ParsingEvent>();
        if (depth > MaximumDepth)
            throw new YamlException(node.Start, node.End, "nested too deeply");
        var value = node switch
        {
            AnchorAlias alias when anchors.TryGetValue(alias.Value.Value, out var named) => named with { Origin = OriginOf(alias.Start) },
            AnchorAlias alias => WithoutAnchor(key, alias),
            Scalar scalar => new RawScalar(IsNull(scalar) ? null : scalar.Value, OriginOf(scalar.Start)),
            SequenceStart list => ReadList(key, list, depth),
            MappingStart mapping => ReadMapping(key, mapping, depth),
            _ => throw new YamlException(node.Start, node.End, "unexpected " + node.GetType().Name),
        };
        if (node is NodeEvent { Anchor: { IsEmpty: false } anchor })
            anchors[anchor.Value] = value;
        return value;
    }

    private RawScalar WithoutAnchor(string key, AnchorAlias alias)
    {
        Add(key, alias.Start, $"The alias *{alias.Value} names no anchor above it.", $"Put &{alias.Value} before the value meant.");
        return new RawScalar(null, OriginOf(alias.Start));
    }

    private RawList ReadList(string key, SequenceStart start, int depth)
    {
        var items = new List<RawValue>();
        while (!parser.TryConsume<SequenceEnd>(out _))
            items.Add(ReadValue(key, depth + 1));
        return new RawList(items, OriginOf(start.Start));
    }

    private RawMapping ReadMapping(string path, MappingStart start, int depth)
    {
        var entries = new List<RawEntry>();
        var lines = new Dictionary<string, long>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var mark = parser.Current!.Start;
            if (ReadValue(path, depth + 1) is not RawScalar { Text: { } name })
            {
                Add(path, mark, "A key here is not a word.", "Write keys as plain words, such as 'region'.");
                ReadValue(path, depth + 1);
                continue;
            }
            var key = path.Length is 0 ? name : $"{path}.{name}";
            var value = ReadValue(key, depth + 1);
            if (lines.TryAdd(name, mark.Line))
                entries.Add(new RawEntry(name, OriginOf(mark), value));
            else
                Add(key, mark, $"The key stands twice; the first one is in line {lines[name]}.", "Keep one of the two.");
        }
        return new RawMapping(entries, OriginOf(start.Start));
    }

    private static bool IsNull(Scalar scalar) => scalar is { Style: ScalarStyle.Plain, Value: "" or "~" or "null" or "Null" or "NULL" };

    /// <summary>The parser tells the beginning of the mapping around the tab; a person looks for the tab.</summary>
    private static (int Line, int Column)? TabIn(string text, YamlException exception)
    {
        if (!exception.Message.Contains(" tab ", StringComparison.Ordinal))
            return null;
        var lines = text.Split('\n');
        for (var i = (int)exception.Start.Line - 1; i < lines.Length; i++)
        {
            var tab = lines[i].IndexOf('\t', StringComparison.Ordinal);
            if (tab >= 0 && string.IsNullOrWhiteSpace(lines[i][..tab]))
                return (i + 1, tab + 1);
        }
        return null;
    }

    private Origin OriginOf(Mark mark) => new(OriginKind.File, $"{file}:{mark.Line}:{mark.Column}");

    private void Add(string key, Mark mark, string reason, string fix) => faults.Add(new(key, null, OriginOf(mark), reason, fix));
}
