using System.Text.Json;
using Aqueduct.Aws;
using Aqueduct.ContractTests.Tools;
using Aqueduct.Setup;
using Aqueduct.Setup.Configuration;
using Aqueduct.StandIns.Aws;
using Aqueduct.StandIns.Aws.Rehearsal;

namespace Aqueduct.ContractTests.Setup;

/// <summary>An empty AWS account, a published issuer, and what reaches both: the world of one test.</summary>
internal sealed class SetupWorld : IAsyncDisposable
{
    public const string Uid = "6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11";
    public const string RoleName = "QDeveloperAccess";
    public const string ManagedPolicy = "arn:aws:iam::aws:policy/GitLabDuoWithAmazonQPermissionsPolicy";

    private readonly TemporaryFolder folder = new();
    private readonly ThrowawayCa certificates = new();
    private AwsClients? administrator;

    private SetupWorld()
    {
    }

    public AwsStandIn Aws { get; private set; } = null!;

    public PublishedIssuer Issuer { get; private set; } = null!;

    /// <summary>What GitLab's own page points to: for the same instance, with keys of its own.</summary>
    public PublishedIssuer GitLabsIssuer { get; private set; } = null!;

    public NetworkOptions Network { get; private set; } = null!;

    /// <summary>Our clients with the root's keys, to change things behind set-up's back and to look.</summary>
    public AwsClients Administrator => administrator!;

    public static string ProviderArn => $"arn:aws:iam::111122223333:oidc-provider/{PublishedIssuer.Host}/cc/oidc/{Uid}";

    public static async Task<SetupWorld> StartAsync()
    {
        var cancelled = TestContext.Current.CancellationToken;
        var world = new SetupWorld();
        var caFile = Path.Combine(world.folder.Path, "ca.pem");
        await File.WriteAllTextAsync(caFile, world.certificates.RootPem, cancelled);
        world.Issuer = await PublishedIssuer.StartAsync(Uid, world.certificates.Issue(PublishedIssuer.Host), cancelled);
        world.GitLabsIssuer = await PublishedIssuer.StartAsync(Uid, world.certificates.Issue(HandMade.IssuerHost), cancelled, HandMade.IssuerHost);
        world.Network = new() { CaFile = caFile, ConnectTo = [world.Issuer.ConnectTo] };
        world.Aws = await AwsStandIn.StartAsync(
            new() { Urls = "http://127.0.0.1:0", ConnectTo = [world.Issuer.ConnectTo, world.GitLabsIssuer.ConnectTo], CaFile = caFile }, cancelled);
        var options = world.AwsOptions();
        world.administrator = new(new(options.Region, world.Aws.Url, null, options.CredentialsFile), world.Transport(), TimeProvider.System);
        return world;
    }

    public SetupSettings Settings(string uid = Uid) => new(uid, $"https://{PublishedIssuer.Host}", AwsOptions(), new(), new());

    /// <param name="accessKeyId">Default: the root's.</param>
    public AwsOptions AwsOptions(string accessKeyId = "AKIASTANDIN000000000", string secretAccessKey = "standin-secret-for-local-use-only")
    {
        var file = Path.Combine(folder.Path, $"credentials-{accessKeyId}");
        File.WriteAllText(file, $"[default]\naws_access_key_id = {accessKeyId}\naws_secret_access_key = {secretAccessKey}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return new() { EndpointUrl = Aws.Url.ToString(), CredentialsFile = file };
    }

    /// <summary>An installation of Aqueduct with a data folder of its own.</summary>
    public Task<Installation> InstallAsync(string name = "one", SetupSettings? settings = null) =>
        Installation.OpenAsync(Path.Combine(folder.Path, name), settings ?? Settings(), Network, Issuer);

    /// <summary>What a process of its own needs to work in this world, for tests that kill it.</summary>
    public async Task<string> DescribeAsync(string name) => JsonSerializer.Serialize(new ChildWork(
        Path.Combine(folder.Path, name), Aws.Url.ToString(), AwsOptions().CredentialsFile!, Network.CaFile!, Network.ConnectTo,
        await Issuer.GetSigningKeyIdAsync(TestContext.Current.CancellationToken)));

    public HttpMessageHandler Transport() => Installation.Transport(Network);

    /// <summary>The calls since <paramref name="start"/> that changed something and succeeded, in order.</summary>
    public IReadOnlyList<string> Changes(int start = 0) =>
        [.. Aws.Requests.Skip(start).Where(r => r.Code is null && IsMutating(r)).Select(r => r.Operation)];

    public int RequestCount => Aws.Requests.Count;

    public async ValueTask DisposeAsync()
    {
        administrator?.Dispose();
        await Aws.DisposeAsync();
        await Issuer.DisposeAsync();
        await GitLabsIssuer.DisposeAsync();
        certificates.Dispose();
        folder.Dispose();
    }

    // By what it does not begin with, so that an operation nobody thought of counts as a change.
    private static bool IsMutating(AwsRequest request) =>
        !((string[])["Get", "List", "Simulate", "Verify", "Assume"]).Any(p => request.Operation.StartsWith(p, StringComparison.Ordinal));
}
