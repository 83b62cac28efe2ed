using Aqueduct.Aws.Credentials;
using Aqueduct.Aws.Signing;

namespace Aqueduct.ContractTests.Aws;

/// <summary>The SDK's chain reads the process environment, so these run alone, in an environment of their own.</summary>
[CollectionDefinition(nameof(ProcessEnvironment), DisableParallelization = true)]
public sealed class ProcessEnvironment;

[Collection(nameof(ProcessEnvironment))]
public sealed class DefaultChainTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("aqueduct-").FullName;
    private readonly Dictionary<string, string?> before = [];

    public DefaultChainTests()
    {
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(n => n.StartsWith("AWS_", StringComparison.Ordinal)))
        {
            Set(name, null);
        }

        Set("AWS_SHARED_CREDENTIALS_FILE", Path.Combine(folder, "credentials"));
        Set("AWS_CONFIG_FILE", Path.Combine(folder, "config"));
        Set("AWS_EC2_METADATA_DISABLED", "true");
    }

    public void Dispose()
    {
        foreach (var (name, value) in before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Keys_of_the_environment_are_found()
    {
        Set("AWS_ACCESS_KEY_ID", "AKIAENV");
        Set("AWS_SECRET_ACCESS_KEY", "env-secret");
        Set("AWS_SESSION_TOKEN", "env-token");
        (await FindAsync(profile: null)).Keys.ShouldBe(new AwsKeys("AKIAENV", "env-secret", "env-token"));
    }

    [Fact]
    public async Task Keys_of_the_shared_file_are_found()
    {
        File.WriteAllText(Path.Combine(folder, "credentials"), "[default]\naws_access_key_id = AKIAFILE\naws_secret_access_key = s\n[work]\naws_access_key_id = AKIAWORK\naws_secret_access_key = w\n");
        (await FindAsync(profile: null)).Keys!.AccessKeyId.ShouldBe("AKIAFILE");
        (await FindAsync(profile: "work")).Keys!.AccessKeyId.ShouldBe("AKIAWORK");
    }

    [Fact]
    public async Task Without_any_credentials_it_is_said_what_was_looked_at()
    {
        var found = await FindAsync(profile: null);
        found.Keys.ShouldBeNull();
        found.Missing.ShouldStartWith("The AWS default chain gave none. ");
        found.Missing.ShouldContain("AWS_ACCESS_KEY_ID");
        found.Missing.ShouldContain("\"default\" profile");
        found.Missing.ShouldNotContain("\n");
    }

    [Fact]
    public async Task A_missing_profile_is_named()
    {
        var found = await FindAsync(profile: "absent");
        found.Keys.ShouldBeNull();
        found.Missing.ShouldStartWith("Profile \"absent\" of the shared AWS files gave none. It does not exist or holds no credentials.");
    }

    private static async Task<FoundKeys> FindAsync(string? profile)
    {
        using var chain = new DefaultChainCredentials(profile);
        return await chain.FindAsync(TestContext.Current.CancellationToken);
    }

    private void Set(string name, string? value)
    {
        before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
    }
}
