using Aqueduct.ContractTests.Tools;
using Aqueduct.StandIns.Aws;
using Aqueduct.StandIns.Aws.Iam;
using Aqueduct.StandIns.Aws.World;

namespace Aqueduct.ContractTests.StandIns.Aws;

/// <summary>A stand-in, an issuer it reaches over TLS, an identity provider for that, and roles that trust it.</summary>
public sealed class WebIdentityWorld : IAsyncLifetime
{
    public const string Audience = "gitlab-cc-1";
    private readonly ThrowawayCa ca = new();
    private readonly ThrowawayCa unknownCa = new();
    private TestIssuer? issuer;
    private TestIssuer? untrusted;
    private AwsStandIn? standIn;

    internal TestIssuer Issuer => issuer!;

    /// <summary>Its certificate is of a CA that the stand-in does not know.</summary>
    internal TestIssuer Untrusted => untrusted!;

    internal AwsStandIn StandIn => standIn!;

    public async ValueTask InitializeAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        issuer = await TestIssuer.StartAsync("issuer.example.test", ca.Issue("issuer.example.test"), cancellationToken);
        untrusted = await TestIssuer.StartAsync("untrusted.example.test", unknownCa.Issue("untrusted.example.test"), cancellationToken);
        standIn = await StartAsync(TimeProvider.System, cancellationToken);
    }

    /// <summary>Another stand-in with the same providers and roles.</summary>
    internal async Task<AwsStandIn> StartAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        var standIn = await AwsStandIn.StartAsync(
            new AwsStandInOptions { Urls = "http://127.0.0.1:0", CaFile = ca.RootFile, ConnectTo = [Issuer.ConnectTo, Untrusted.ConnectTo], Clock = clock },
            cancellationToken);
        standIn.World.Change(Seed);
        return standIn;
    }

    public async ValueTask DisposeAsync()
    {
        if (standIn is not null) await standIn.DisposeAsync();
        if (issuer is not null) await issuer.DisposeAsync();
        if (untrusted is not null) await untrusted.DisposeAsync();
        ca.Dispose();
        unknownCa.Dispose();
    }

    internal static string Role(string name) => $"arn:aws:iam::{AwsWorld.AccountId}:role/{name}";

    private void Seed(WorldState world)
    {
        foreach (var url in new[] { Issuer.Url, $"https://{Issuer.Host}/slash/", $"https://{Issuer.Host}/bare", $"https://{Issuer.Host}/absent", Untrusted.Url, "https://nowhere.example.test" })
            world.Iam.Providers.Add(new OidcProvider { Url = url["https://".Length..], ClientIds = { Audience }, CreateDate = default, VisibleFrom = 0 });
        var key = Issuer.Url["https://".Length..];
        Add("Duo", 43_200, $$$"""{"StringEquals":{"{{{key}}}:aud":"{{{Audience}}}"},"StringLike":{"{{{key}}}:sub":"1:*"}}""");
        Add("OneHour", 3600, $$$"""{"StringEquals":{"{{{key}}}:aud":"{{{Audience}}}"}}""");
        Add("OneUser", 43_200, $$$"""{"StringEquals":{"{{{key}}}:sub":"1:olivia","sts:RoleSessionName":"olivia"}}""");

        void Add(string name, int seconds, string condition) => world.Iam.Roles.Add(new IamRole
        {
            Name = name,
            Path = "/",
            Id = $"AROASTANDIN{name.ToUpperInvariant()}",
            CreateDate = default,
            VisibleFrom = 0,
            MaxSessionDuration = seconds,
            AttachedPolicies = { "arn:aws:iam::aws:policy/GitLabDuoWithAmazonQPermissionsPolicy" },
            TrustPolicy = $$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::{{AwsWorld.AccountId}}:oidc-provider/{{key}}"},
                "Action":"sts:AssumeRoleWithWebIdentity","Condition":{{condition}}}]}
                """,
        });
    }
}
