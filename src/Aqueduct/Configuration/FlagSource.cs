namespace Aqueduct.Configuration;

/// <summary><c>--set key=value</c>; an empty value goes back to the default.</summary>
internal static class FlagSource
{
    public static (IReadOnlyList<RawMapping> Layers, IReadOnlyList<ConfigurationFault> Faults) Read(IEnumerable<string> sets)
    {
        var layers = new List<RawMapping>();
        var faults = new List<ConfigurationFault>();
        foreach (var set in sets)
        {
            var split = set.IndexOf('=', StringComparison.Ordinal);
            if (split > 0)
            {
                var (key, value) = (set[..split], set[(split + 1)..]);
                layers.Add(FlatSetting.ToMapping(key.Split('.'), value.Length is 0 ? null : value, new Origin(OriginKind.Flag, $"--set {key}")));
            }
            else
            {
                faults.Add(new("", set, new Origin(OriginKind.Flag, "--set"), "It is not KEY=VALUE.", "Write it as --set aws.region=us-east-1."));
            }
        }
        return (layers, faults);
    }
}
