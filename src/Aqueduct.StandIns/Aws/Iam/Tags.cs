using System.Text.RegularExpressions;
using System.Xml.Linq;
using Aqueduct.StandIns.Aws.Calls;

namespace Aqueduct.StandIns.Aws.Iam;

/// <summary>Tags of a role or provider: at most 50, keys of 1–128 and values of up to 256 characters, keys unique without regard to case.</summary>
internal static partial class Tags
{
    private const int Most = 50;

    /// <summary>The tags of a call, checked one by one.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(AwsCall call)
    {
        var constraints = new Constraints();
        var tags = call.Query.Structures("Tags").Select(t => (Key: t["Key"], Value: t["Value"])).ToList();
        for (var i = 0; i < tags.Count; i++)
        {
            var (key, value) = ($"tags.{i + 1}.member.key", $"tags.{i + 1}.member.value");
            constraints.Required(key, tags[i].Key);
            constraints.Required(value, tags[i].Value);
            constraints.Length(key, tags[i].Key, 1, 128);
            constraints.Length(value, tags[i].Value, 0, 256);
            if (tags[i].Key is { } name && !Characters().IsMatch(name)) constraints.Violated(key, name, PatternText + "+");
            if (tags[i].Value is { } text && !Characters().IsMatch(text)) constraints.Violated(value, text, PatternText + "*");
        }
        constraints.Check();
        if (tags.DistinctBy(t => t.Key, StringComparer.OrdinalIgnoreCase).Count() < tags.Count)
            throw IamRefusals.InvalidInput("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        if (tags.Exists(t => t.Key!.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)))
            throw IamRefusals.InvalidInput("aws: prefixed tag key names are not allowed for external use.");
        return tags.ConvertAll(t => KeyValuePair.Create(t.Key!, t.Value!));
    }

    /// <summary>Adds and replaces; refused when the thing would have more than 50.</summary>
    public static void Add(SortedDictionary<string, string> tags, IReadOnlyList<KeyValuePair<string, string>> more)
    {
        // A key in another case is the same tag, under its new spelling.
        var kept = tags.Where(t => !more.Any(m => string.Equals(m.Key, t.Key, StringComparison.OrdinalIgnoreCase))).ToList();
        if (kept.Count + more.Count > Most) throw IamRefusals.LimitExceeded("Cannot exceed quota for TagsPerResource: 50");
        tags.Clear();
        foreach (var (key, value) in kept.Concat(more)) tags[key] = value;
    }

    public static IReadOnlyList<string> ReadKeys(IamInput input, AwsCall call)
    {
        var keys = input.List("TagKeys", 1, 128);
        if (!call.Query.HasList("TagKeys")) input.Constraints.Required("tagKeys", null);
        input.Constraints.Count("tagKeys", keys, 0, Most);
        return keys;
    }

    /// <summary>Removes what is there; a key that is not there is no error.</summary>
    public static void Remove(SortedDictionary<string, string> tags, IEnumerable<string> keys)
    {
        foreach (var key in tags.Keys.Where(k => keys.Contains(k, StringComparer.OrdinalIgnoreCase)).ToList()) tags.Remove(key);
    }

    public static XElement ToXml(IEnumerable<KeyValuePair<string, string>> tags) => new("Tags", tags.Select(t => new XElement("member", ToXml(t))));

    public static IEnumerable<XElement> ToXml(KeyValuePair<string, string> tag) => [new XElement("Key", tag.Key), new XElement("Value", tag.Value)];

    private const string PatternText = @"Member must satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]";

    [GeneratedRegex(@"\A[\p{L}\p{Z}\p{N}_.:/=+\-@]*\z")]
    private static partial Regex Characters();
}
