namespace Aqueduct.Tests.Executable;

public sealed class FaultsTests
{
    // What is added to a sound file → key, place, part of the reason, part of the fix.
    [Theory]
    [InlineData("rolle: {}", "rolle", "7:1", "no such section", "Did you mean 'role'?")]
    [InlineData("region: x", "region", "7:1", "no such section", "aws.region")]
    [InlineData("storage: { path: \"a\\0b\" }", "storage.path", "7:18", "not a path", "Name a file")]
    [InlineData("storage: { path: / }", "storage.path", "7:18", "folder", "the file itself")]
    [InlineData("role: { nam: x }", "role.nam", "7:9", "no such setting", "Did you mean 'name'?")]
    [InlineData("role: { public_url: x }", "role.public_url", "7:9", "no such setting", "server.public_url")]
    [InlineData("role: x", "role", "7:7", "holds settings", "name: …")]
    [InlineData("role: { name: [x] }", "role.name", "7:15", "One value", "name: value")]
    [InlineData("role: { policy: inlin }", "role.policy", "7:17", "not one of the words", "Did you mean inline?")]
    [InlineData("role: { name: a/b }", "role.name", "7:15", "1 to 64", "without ARN")]
    [InlineData("profile: { name: 1x }", "profile.name", "7:18", "beginning with a letter", "leave the key out")]
    [InlineData("profile: { description: a/b }", "profile.description", "7:25", "256", "other characters")]
    [InlineData("gateway: { bind_role: yes }", "gateway.bind_role", "7:23", "true nor false", "true or false")]
    [InlineData("gateway: { token_issuers: https://x }", "gateway.token_issuers", "7:27", "A list", "[value, value]")]
    [InlineData("gateway: { token_issuers: [https://x, http://y] }", "gateway.token_issuers", "7:39", "https", "https://")]
    [InlineData("gateway: { upstream: of }", "gateway.upstream", "7:22", "not an http or https", "whole address")]
    [InlineData("network: { connect_to: [a=b] }", "network.connect_to", "7:25", "HOST:PORT=ADDRESS:PORT", "127.0.0.1")]
    [InlineData("network: { ca_file: none.pem }", "network.ca_file", "7:21", "does not exist", "none.pem")]
    [InlineData("cluster: { kind: postgres }", "cluster.kind", "7:18", "does not have it yet", "single")]
    [InlineData("storage: { kind: postgres }", "storage.connection_string_file", "7:18", "needs a connection string", "0600")]
    [InlineData("storage: { connection_string: secret }", "storage.connection_string", "7:31", "SQLite", "postgres")]
    [InlineData("identity: { issuer_url: http://a.example }", "identity.issuer_url", "7:25", "only https", "https://")]
    [InlineData("identity: { issuer_url: https://a.example:8443/x }", "identity.issuer_url", "7:25", "with a port", "https://a.example/x")]
    [InlineData("identity: { issuer_url: https://a.example:443 }", "identity.issuer_url", "7:25", "with a port", "443")]
    [InlineData("identity: { issuer_url: https://10.0.0.1 }", "identity.issuer_url", "7:25", "IP address", "name")]
    [InlineData("identity: { issuer_url: https://a.example/ }", "identity.issuer_url", "7:25", "without a slash", "https://a.example.")]
    [InlineData("identity: { issuer_url: https://a.example?x }", "identity.issuer_url", "7:25", "query", "Remove")]
    [InlineData("role: { name: *x }", "role.name", "7:15", "no anchor", "&x")]
    [InlineData("aws: {}", "aws", "7:1", "stands twice", "one of the two")]
    public async Task A_wrong_value_is_told_with_place_reason_and_fix(string yaml, string key, string place, string reason, string fix)
    {
        var fault = (await ConfigurationText.FaultsOfAsync(ConfigurationText.Sound + yaml + "\n")).ShouldHaveSingleItem();

        fault.Key.ShouldBe(key);
        fault.Origin.Text.ShouldBe($"aqueduct.yaml:{place}");
        fault.Reason.ShouldContain(reason);
        fault.Fix.ShouldContain(fix);
    }

    [Theory]
    [InlineData("gitlab.instance_uid=6a1c", "UUID")]
    [InlineData("gitlab.external_url=http://gitlab.example", "only https")]
    [InlineData("aws.region=us-est-1", "No AWS partition")]
    [InlineData("aws.account_id=12345", "twelve digits")]
    [InlineData("aws.endpoint_url=ftp://x", "not an http or https")]
    [InlineData("aws.endpoint_url=https://user:password@host", "does not belong in an address")]
    [InlineData("server.urls=http://127.0.0.1:1/path", "no path")]
    [InlineData("server.urls=https://127.0.0.1:1", "needs a certificate")]
    [InlineData("server.public_url=https://a.example:8443", "with a port")]
    public async Task A_wrong_flag_is_told(string set, string reason)
    {
        using var invocation = new Invocation().WithFile("aqueduct.yaml", ConfigurationText.Sound);

        var fault = (await ConfigurationText.LoadAsync(invocation, null, set)).Faults.ShouldHaveSingleItem();

        fault.Reason.ShouldContain(reason);
        fault.Origin.Text.ShouldBe($"--set {set.Split('=')[0]}");
        (fault.Value ?? "").ShouldNotContain("password");
    }

    [Theory]
    [InlineData("us-est-1", "Did you mean us-east-1?")]
    [InlineData("eu-centrl-1", "Did you mean eu-central-1?")]
    [InlineData("us-gov-wst-1", "Did you mean us-gov-west-1?")]
    [InlineData("atlantis", "Write a region such as us-east-1.")]
    public async Task An_unknown_region_is_answered_with_a_near_one(string region, string fix) =>
        (await ConfigurationText.FaultsOfAsync(ConfigurationText.Sound.Replace("eu-central-1", region, StringComparison.Ordinal)))
            .ShouldHaveSingleItem().Fix.ShouldBe(fix);

    [Fact]
    public async Task A_region_opened_after_this_version_is_taken() =>
        (await ConfigurationText.FaultsOfAsync(ConfigurationText.Sound.Replace("eu-central-1", "eu-central-3", StringComparison.Ordinal))).ShouldBeEmpty();

    [Fact]
    public async Task An_issuer_elsewhere_frees_the_public_url() =>
        (await ConfigurationText.FaultsOfAsync(ConfigurationText.Sound.Replace(
            "public_url: https://aqueduct.example.com", "public_url: http://localhost:7480", StringComparison.Ordinal)
            + "identity: { issuer_url: https://keys.example.com }\n")).ShouldBeEmpty();

    [Theory]
    [InlineData("gitlab: { url: https://gitlab.example.com }", "aws")]
    [InlineData("aws: { region: us-east-1 }", "gitlab")]
    public async Task One_of_gitlab_and_aws_alone_is_a_fault(string section, string missing) =>
        (await ConfigurationText.FaultsOfAsync(section + "\nserver: { public_url: https://aqueduct.example.com }\n"))
            .ShouldHaveSingleItem().Key.ShouldBe(missing);

    [Fact]
    public async Task A_section_that_is_no_mapping_does_not_count_as_missing_too() =>
        (await ConfigurationText.FaultsOfAsync(
            "gitlab: { url: https://gitlab.example.com }\naws: us-east-1\nserver: { public_url: https://aqueduct.example.com }\n"))
            .ShouldHaveSingleItem().Reason.ShouldContain("holds settings");

    [Fact]
    public async Task What_AWS_sees_of_GitLab_must_be_https() =>
        (await ConfigurationText.FaultsOfAsync(ConfigurationText.Sound.Replace("https://gitlab", "http://gitlab", StringComparison.Ordinal)))
            .ShouldHaveSingleItem().Key.ShouldBe("gitlab.external_url");

    [Fact]
    public async Task All_faults_are_told_at_once_and_nothing_is_configured()
    {
        using var invocation = new Invocation().WithFile("aqueduct.yaml", """
            gitlab: { url: nowhere, mod: beside }
            aws: { region: us-est-1 }
            """);

        var answer = await ConfigurationText.LoadAsync(invocation, new Dictionary<string, string> { ["AQUEDUCT__AWS__ACCOUNT_ID"] = "1" }, "role.name=?");

        answer.Configuration.ShouldBeNull();
        answer.Faults.Select(f => f.Key).ShouldBe(
            ["gitlab.mod", "gitlab.url", "aws.region", "aws.account_id", "role.name", "server.public_url"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("gitlab:\n\turl: x\n", "aqueduct.yaml:2:1")]
    [InlineData("gitlab: [\n", "aqueduct.yaml:2:")]
    [InlineData("gitlab: {}\naws: {{\n", "aqueduct.yaml:")]
    [InlineData("just words\n", "aqueduct.yaml:1:1")]
    [InlineData("--- {}\n--- {}\n", "aqueduct.yaml:2:1")]
    public async Task What_is_not_one_YAML_mapping_is_told_with_its_place(string yaml, string place)
    {
        var faults = await ConfigurationText.FaultsOfAsync(yaml);

        faults.ShouldContain(f => f.Key.Length == 0 && f.Origin.Text.StartsWith(place, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Endless_nesting_is_a_fault_not_a_crash() =>
        (await ConfigurationText.FaultsOfAsync("gitlab: " + new string('[', 100_000))).ShouldHaveSingleItem().Reason.ShouldContain("nested too deeply");

    [Theory]
    [InlineData("gitlab.token_file")]
    [InlineData("aws.credentials_file")]
    [InlineData("server.certificate_key_file")]
    [InlineData("storage.master_key_file")]
    public async Task A_secret_everybody_may_read_is_a_fault(string key)
    {
        const UnixFileMode open = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        using var invocation = new Invocation().WithFile("aqueduct.yaml", ConfigurationText.Sound).WithFile("secret", "s3cr3t", open);

        var fault = (await ConfigurationText.LoadAsync(invocation, null, $"{key}=secret")).Faults.First(f => f.Key == key);

        fault.Reason.ShouldContain("may read this secret");
        fault.Fix.ShouldBe($"chmod o-r {Path.Combine(invocation.Folder, "secret")}");
    }
}
