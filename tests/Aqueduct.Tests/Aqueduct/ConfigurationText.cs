using Aqueduct.Configuration;

namespace Aqueduct.Tests.Executable;

internal static class ConfigurationText
{
    /// <summary>The least that has no fault.</summary>
    public const string Sound = """
        gitlab:
          url: https://gitlab.example.com
        aws:
          region: eu-central-1
        server:
          public_url: https://aqueduct.example.com

        """;

    public static Task<ConfigurationAnswer> LoadAsync(
        Invocation invocation, IReadOnlyDictionary<string, string>? environment = null, params string[] sets) =>
        ConfigurationLoader.LoadAsync(
            new ConfigurationRequest(invocation.Folder, null, environment ?? new Dictionary<string, string>(), sets),
            TestContext.Current.CancellationToken);

    public static async Task<IReadOnlyList<ConfigurationFault>> FaultsOfAsync(string yaml)
    {
        using var invocation = new Invocation().WithFile("aqueduct.yaml", yaml);
        return (await LoadAsync(invocation)).Faults;
    }
}
