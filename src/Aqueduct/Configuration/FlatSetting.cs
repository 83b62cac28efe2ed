namespace Aqueduct.Configuration;

/// <summary>Brings one setting of a source without nesting into the form the walk reads.</summary>
internal static class FlatSetting
{
    public static RawMapping ToMapping(IReadOnlyList<string> path, string? text, Origin origin)
    {
        RawValue value = new RawScalar(text, origin);
        for (var i = path.Count - 1; i >= 0; i--)
            value = new RawMapping([new RawEntry(path[i], origin, value)], origin);
        return (RawMapping)value;
    }
}
