using System.Globalization;

namespace Aqueduct.StandIns.Aws.Calls;

/// <summary>Parameters of an AWS Query call: flat names, lists as <c>Name.member.1</c>, structures as <c>Name.member.1.Key</c>.</summary>
internal sealed class QueryParameters(IReadOnlyDictionary<string, string> values)
{
    public static QueryParameters Empty { get; } = new(new Dictionary<string, string>());

    /// <summary>The value; null when the parameter is absent.</summary>
    public string? this[string name] => values.GetValueOrDefault(name);

    /// <summary>The list, empty when absent or sent empty.</summary>
    public IReadOnlyList<string> List(string name) =>
        [.. Members(name).Select(prefix => this[prefix]).TakeWhile(v => v is not null).Select(v => v!)];

    /// <summary>Was the list sent at all, be it empty? The AWS CLI sends an empty list as <c>Name=</c>.</summary>
    public bool HasList(string name) => values.ContainsKey(name) || values.Keys.Any(k => k.StartsWith(name + ".member.", StringComparison.Ordinal));

    /// <summary>A list of structures, each as its own parameters.</summary>
    public IReadOnlyList<QueryParameters> Structures(string name) =>
        [.. Members(name).Select(Below).TakeWhile(p => p is not null).Select(p => p!)];

    private QueryParameters? Below(string prefix)
    {
        var below = values.Where(v => v.Key.StartsWith(prefix + ".", StringComparison.Ordinal))
            .ToDictionary(v => v.Key[(prefix.Length + 1)..], v => v.Value);
        return below.Count == 0 ? null : new QueryParameters(below);
    }

    private static IEnumerable<string> Members(string name) =>
        Enumerable.Range(1, 10_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"{name}.member.{i}"));
}
