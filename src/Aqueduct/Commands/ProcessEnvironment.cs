using System.Collections;

namespace Aqueduct.Commands;

internal static class ProcessEnvironment
{
    public static IReadOnlyDictionary<string, string> Read() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);

    /// <summary>Takes away what the user's shell configures for Aqueduct and AWS: a program that we start for ourselves is told all it needs.</summary>
    public static void RemoveConfiguration(IDictionary<string, string?> variables)
    {
        foreach (var name in variables.Keys.Where(IsConfiguration).ToList())
            variables.Remove(name);
    }

    private static bool IsConfiguration(string name) =>
        name.StartsWith("AQUEDUCT__", StringComparison.OrdinalIgnoreCase) || name.StartsWith("AWS_", StringComparison.Ordinal);
}
