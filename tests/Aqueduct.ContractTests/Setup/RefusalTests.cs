using Aqueduct.ContractTests.Tools;
using System.Net;
using System.Net.Sockets;
using Aqueduct.StandIns.Aws.Rehearsal;

namespace Aqueduct.ContractTests.Setup;

public sealed class RefusalTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_unknown_access_key_is_told()
    {
        await using var world = await SetupWorld.StartAsync();
        await using var installation = await world.InstallAsync(settings: world.Settings() with { Aws = world.AwsOptions("AKIAUNKNOWN000000000") });

        (await installation.PlanRefusedAsync()).ShouldHaveSingleItem().Code.ShouldBe("credentials-unknown");
    }

    [Fact]
    public async Task A_missing_credentials_file_is_told()
    {
        await using var world = await SetupWorld.StartAsync();
        var options = world.AwsOptions();
        options.CredentialsFile += "-missing";
        await using var installation = await world.InstallAsync(settings: world.Settings() with { Aws = options });

        (await installation.PlanRefusedAsync()).ShouldHaveSingleItem().Code.ShouldBe("no-credentials");
    }

    [Fact]
    public async Task Credentials_of_another_account_than_configured_are_refused()
    {
        await using var world = await SetupWorld.StartAsync();
        var options = world.AwsOptions();
        options.AccountId = "999988887777";
        await using var installation = await world.InstallAsync(settings: world.Settings() with { Aws = options });

        (await installation.PlanRefusedAsync()).ShouldHaveSingleItem().Code.ShouldBe("account-differs");
    }

    [Fact]
    public async Task A_busy_AWS_stops_the_apply_which_later_continues()
    {
        await using var world = await SetupWorld.StartAsync();
        world.Aws.Faults.Add(new(FaultKind.Fail, "CreateRole", 1, 100));
        await using var installation = await world.InstallAsync();

        var stopped = await installation.Session.ApplyAsync(await installation.PlanAsync(), null, Cancelled);
        stopped.Failure!.Code.ShouldBe("aws-busy");
        stopped.Changes.Count.ShouldBe(3);

        world.Aws.Faults.Clear();
        await installation.ApplyAsync();
        world.Changes().ShouldBe(["CreateProfile", "CreateOpenIDConnectProvider", "CreateRole", "AttachRolePolicy"]);
    }

    [Fact]
    public async Task A_create_whose_answer_got_lost_is_looked_up_and_not_repeated()
    {
        await using var world = await SetupWorld.StartAsync();
        world.Aws.Faults.Add(new(FaultKind.Drop, "CreateRole"));
        await using var installation = await world.InstallAsync();

        await installation.ApplyAsync();

        world.Changes().Count(o => o == "CreateRole").ShouldBe(1);
        (await installation.DriftAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("trusted", null)]
    [InlineData("self-signed", "issuer-self-signed")]
    [InlineData("unknown authority", "issuer-certificate-untrusted")]
    [InlineData("other name", "issuer-certificate-name")]
    [InlineData("expired", "issuer-certificate-expired")]
    public async Task The_certificate_of_the_issuer_is_judged_as_AWS_would(string shown, string? code)
    {
        using var certificates = new ThrowawayCa();
        using var others = new ThrowawayCa();
        await using var world = await SetupWorld.StartAsync();
        await File.WriteAllTextAsync(world.Network.CaFile!, certificates.RootPem, Cancelled);
        await using var issuer = await PublishedIssuer.StartAsync(
            SetupWorld.Uid,
            shown switch
            {
                "self-signed" => certificates.SelfSigned(PublishedIssuer.Host),
                "unknown authority" => others.Issue(PublishedIssuer.Host),
                "other name" => certificates.Issue("gitlab.example.test"),
                "expired" => certificates.Issue(PublishedIssuer.Host, TimeSpan.FromDays(-1)),
                _ => certificates.Issue(PublishedIssuer.Host),
            },
            Cancelled);

        (await IssuerRowAsync(world, issuer.ConnectTo)).ShouldBe(code);
    }

    [Fact]
    public async Task An_issuer_where_nothing_listens_is_told_and_nothing_is_begun()
    {
        await using var world = await SetupWorld.StartAsync();
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();

        (await IssuerRowAsync(world, $"{PublishedIssuer.Host}:443=127.0.0.1:{port}")).ShouldBe("issuer-unreachable");
        world.Changes().ShouldBeEmpty();
    }

    /// <summary>Null when the plan finds the issuer in order; else the code apply stops with, which must be the first thing it says.</summary>
    private static async Task<string?> IssuerRowAsync(SetupWorld world, string connectTo)
    {
        world.Network.ConnectTo = [connectTo];
        await using var installation = await world.InstallAsync();
        var plan = await installation.PlanAsync();
        if (plan.Obstacle is null)
            return null;
        var outcome = await installation.Session.ApplyAsync(plan, null, Cancelled);
        outcome.Changes.ShouldBeEmpty();
        plan.Obstacle.Note.ShouldBe($"{outcome.Failure!.Detail}\nFix: {outcome.Failure.Fix}");
        return outcome.Failure.Code;
    }
}
