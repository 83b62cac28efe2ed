using Aqueduct.Configuration;
using Aqueduct.Setup.Configuration;

namespace Aqueduct.Tests.Executable;

public sealed class SourcesTests : IDisposable
{
    private readonly Invocation invocation = new Invocation().WithFile("aqueduct.yaml", ConfigurationText.Sound);

    public void Dispose() => invocation.Dispose();

    [Fact]
    public async Task A_flag_beats_a_variable_beats_the_file_beats_the_default()
    {
        var variables = new Dictionary<string, string>
        {
            ["AQUEDUCT__AWS__REGION"] = "eu-west-1",
            ["AQUEDUCT__ROLE__NAME"] = "FromVariable",
        };

        var settings = (await LoadAsync(variables, "role.name=FromFlag")).Settings.ToDictionary(s => s.Key);

        Told(settings["role.policy"]).ShouldBe(("managed", OriginKind.Default, "default"));
        Told(settings["gitlab.url"]).ShouldBe(("https://gitlab.example.com", OriginKind.File, "aqueduct.yaml:2:8"));
        Told(settings["aws.region"]).ShouldBe(("eu-west-1", OriginKind.Environment, "AQUEDUCT__AWS__REGION"));
        Told(settings["role.name"]).ShouldBe(("FromFlag", OriginKind.Flag, "--set role.name"));
    }

    [Fact]
    public async Task Every_type_of_setting_binds()
    {
        invocation.WithFile("aqueduct.yaml", ConfigurationText.Sound + """
            gateway: { bind_role: false, token_issuers: [https://a.example.com, "https://b.example.com"] }
            identity: { signing_algorithm: RS256 }
            role: { policy: inline }
            """);

        var options = (await LoadAsync()).Options;

        options.Gateway.BindRole.ShouldBeFalse();
        options.Gateway.TokenIssuers.ShouldBe(["https://a.example.com", "https://b.example.com"]);
        options.Identity.SigningAlgorithm.ShouldBe(SigningAlgorithm.RS256);
        options.Role.Policy.ShouldBe(RolePolicy.Inline);
    }

    [Fact]
    public async Task A_list_is_written_with_commas_where_there_is_no_nesting() =>
        (await LoadAsync(null, "network.connect_to=a.example:443=127.0.0.1:1, b.example:443=[::1]:2")).Options.Network.ConnectTo
            .ShouldBe(["a.example:443=127.0.0.1:1", "b.example:443=[::1]:2"]);

    [Fact]
    public async Task Relative_paths_count_from_the_folder_of_the_file()
    {
        invocation.WithFile("etc/own.yaml", ConfigurationText.Sound + "storage: { path: store/a.db }\n");

        var configuration = (await ConfigurationLoader.LoadAsync(
            new ConfigurationRequest(invocation.Folder, "etc/own.yaml", new Dictionary<string, string>(), []), TestContext.Current.CancellationToken))
            .Configuration.ShouldNotBeNull();

        configuration.Options.Storage.Path.ShouldBe(Path.Combine(invocation.Folder, "etc/store/a.db"));
        configuration.Options.Storage.MasterKeyFile.ShouldBe(Path.Combine(invocation.Folder, "etc/data/master.key"));
        configuration.DataFolder.ShouldBe(Path.Combine(invocation.Folder, "etc/store"));
    }

    [Fact]
    public async Task An_empty_flag_goes_back_to_the_default()
    {
        invocation.WithFile("aqueduct.yaml", ConfigurationText.Sound + "role: { name: FromFile }\n");

        (await LoadAsync(null, "role.name=")).Options.Role.Name.ShouldBe("QDeveloperAccess");
    }

    [Fact]
    public async Task An_empty_variable_counts_as_not_set() =>
        (await LoadAsync(new Dictionary<string, string> { ["AQUEDUCT__AWS__REGION"] = "" })).Options.Aws.Region.ShouldBe("eu-central-1");

    [Fact]
    public async Task An_anchor_stands_for_its_value_and_null_for_the_default()
    {
        invocation.WithFile("aqueduct.yaml", """
            gitlab:
              url: &url https://one.example.com
              external_url: *url
              mode: ~
            aws: null
            server: { public_url: https://aqueduct.example.com }
            """);

        var configuration = await LoadAsync();

        configuration.Options.Gitlab.ExternalUrl.ShouldBe("https://one.example.com");
        configuration.Settings.Single(s => s.Key == "gitlab.external_url").Origin.Text.ShouldBe("aqueduct.yaml:3:17");
        configuration.Options.Gitlab.Mode.ShouldBe(GitLabMode.Beside);
        configuration.Options.Aws.Region.ShouldBe("us-east-1");
    }

    [Fact]
    public async Task Variables_alone_are_a_configuration()
    {
        using var empty = new Invocation();

        var answer = await ConfigurationText.LoadAsync(empty, new Dictionary<string, string>
        {
            ["AQUEDUCT__GITLAB__URL"] = "https://gitlab.example.com",
            ["AQUEDUCT__AWS__REGION"] = "us-east-1",
            ["AQUEDUCT__SERVER__PUBLIC_URL"] = "https://aqueduct.example.com",
        });

        answer.Faults.ShouldBeEmpty();
        answer.Configuration!.File.ShouldBeNull();
        answer.Configuration.DataFolder.ShouldBe(Path.Combine(empty.Folder, "data"));
    }

    private async Task<AqueductConfiguration> LoadAsync(IReadOnlyDictionary<string, string>? variables = null, params string[] sets)
    {
        var answer = await ConfigurationText.LoadAsync(invocation, variables, sets);
        answer.Faults.ShouldBeEmpty();
        return answer.Configuration.ShouldNotBeNull();
    }

    private static (object?, OriginKind, string) Told(EffectiveSetting setting) => (setting.Value, setting.Origin.Kind, setting.Origin.Text);
}
