using System.Text.Json;
using Aqueduct.Aws.Credentials;
using Aqueduct.ContractTests.Tools;

namespace Aqueduct.ContractTests.Aws;

/// <summary>The SDK's chain reads the process environment, parts of it only once: each test is a process with an environment of its own.</summary>
public sealed class DefaultChainTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("aqueduct-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Keys_of_the_environment_are_found() =>
        (await FindAsync(profile: null, ("AWS_ACCESS_KEY_ID", "AKIAENV"), ("AWS_SECRET_ACCESS_KEY", "env-secret"), ("AWS_SESSION_TOKEN", "env-token")))
            .ShouldBe("AKIAENV env-secret env-token");

    [Theory]
    [InlineData(null, "AKIAFILE s ")]
    [InlineData("work", "AKIAWORK w ")]
    public async Task Keys_of_the_shared_file_are_found(string? profile, string keys)
    {
        File.WriteAllText(
            Path.Combine(folder, "credentials"),
            "[default]\naws_access_key_id = AKIAFILE\naws_secret_access_key = s\n[work]\naws_access_key_id = AKIAWORK\naws_secret_access_key = w\n");
        (await FindAsync(profile)).ShouldBe(keys);
    }

    [Fact]
    public async Task Without_any_credentials_it_is_said_what_was_looked_at()
    {
        var missing = await FindAsync(profile: null);
        missing.ShouldStartWith("The AWS default chain gave none. ");
        missing.ShouldContain("AWS_ACCESS_KEY_ID");
        missing.ShouldContain("\"default\" profile");
    }

    [Fact]
    public async Task A_missing_profile_is_named() =>
        (await FindAsync(profile: "absent")).ShouldBe("Profile \"absent\" of the shared AWS files gave none. It does not exist or holds no credentials.");

    private async Task<string> FindAsync(string? profile, params (string Name, string Value)[] variables)
    {
        var environment = new Dictionary<string, string>
        {
            ["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(folder, "credentials"),
            ["AWS_CONFIG_FILE"] = Path.Combine(folder, "config"),
            ["AWS_EC2_METADATA_DISABLED"] = "true",
        };
        foreach (var (name, value) in variables)
        {
            environment[name] = value;
        }

        using var child = ChildProcess.Start(FindInChildAsync, JsonSerializer.Serialize(new Search(profile, environment)));
        return await child.ReadAsync(TestContext.Current.CancellationToken);
    }

    private static async Task FindInChildAsync(string argument)
    {
        var search = JsonSerializer.Deserialize<Search>(argument)!;
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(n => n.StartsWith("AWS_", StringComparison.Ordinal)))
        {
            Environment.SetEnvironmentVariable(name, null);
        }

        foreach (var (name, value) in search.Environment)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        using var chain = new DefaultChainCredentials(search.Profile);
        var found = await chain.FindAsync(CancellationToken.None);
        ChildProcess.Say((found.Keys is { } keys ? $"{keys.AccessKeyId} {keys.SecretAccessKey} {keys.SessionToken}" : found.Missing).ReplaceLineEndings(" ")); // one line is one message
    }

    private sealed record Search(string? Profile, Dictionary<string, string> Environment);
}
