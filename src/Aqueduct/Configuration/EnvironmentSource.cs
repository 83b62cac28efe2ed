namespace Aqueduct.Configuration;

/// <summary>Variables such as <c>AQUEDUCT__AWS__ENDPOINT_URL</c>; an empty one counts as not set.</summary>
internal static class EnvironmentSource
{
    private const string Prefix = "AQUEDUCT__";

    public static IEnumerable<RawMapping> Read(IReadOnlyDictionary<string, string> environment) =>
        environment
            .Where(variable => variable.Key.StartsWith(Prefix, StringComparison.Ordinal) && variable.Value.Length > 0)
            .OrderBy(variable => variable.Key, StringComparer.Ordinal)
            .Select(variable => FlatSetting.ToMapping(
                variable.Key[Prefix.Length..].ToLowerInvariant().Split("__"), variable.Value, new Origin(OriginKind.Environment, variable.Key)));
}
