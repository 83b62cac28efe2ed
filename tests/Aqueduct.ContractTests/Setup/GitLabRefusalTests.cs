using System.Net;
using System.Net.Sockets;
using Aqueduct.ContractTests.Tools;
using Aqueduct.StandIns.GitLab;
using Aqueduct.StandIns.GitLab.Rehearsal;

namespace Aqueduct.ContractTests.Setup;

public sealed class GitLabRefusalTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("glpat-unknown", "gitlab-token-rejected")]
    [InlineData("glpat-standin-max", "gitlab-admin-mode")]
    [InlineData("", "gitlab-token-file")]
    [InlineData("two words", "gitlab-token-file")]
    public async Task A_token_that_will_not_do_is_told(string token, string code)
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        world.WriteToken(token);
        await using var installation = await world.InstallAsync();

        var failure = (await installation.PlanRefusedAsync()).ShouldHaveSingleItem();

        failure.Code.ShouldBe(code);
        failure.Fix.ShouldContain(world.TokenFile);
        if (token.Length > 0)
            $"{failure}".ShouldNotContain(token);
    }

    [Fact]
    public async Task A_token_without_the_scope_api_is_told_which_scope()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await world.WriteTokenWithAsync("read_api", "admin_mode");
        await using var installation = await world.InstallAsync();

        var failure = (await installation.PlanRefusedAsync()).ShouldHaveSingleItem();

        failure.Code.ShouldBe("gitlab-scope-missing");
        failure.Detail.ShouldContain("lacks the scope api:");
    }

    [Fact]
    public async Task A_revoked_token_is_told()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await world.WriteTokenWithAsync("api", "admin_mode");
        var newest = (await world.SendAsync(HttpMethod.Get, "personal_access_tokens?user_id=1"))!.AsArray().MaxBy(t => (long)t!["id"]!)!;
        await world.SendAsync(HttpMethod.Delete, $"personal_access_tokens/{newest["id"]}");
        await using var installation = await world.InstallAsync();

        (await installation.PlanRefusedAsync()).ShouldHaveSingleItem().Code.ShouldBe("gitlab-token-revoked");
    }

    [Fact]
    public async Task An_expired_token_is_told()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var world = await GitLabSetupWorld.StartAsync(new() { Urls = ["http://127.0.0.1:0"], Clock = clock });
        await world.WriteTokenWithAsync("api", "admin_mode");
        clock.Advance(TimeSpan.FromDays(400));
        await using var installation = await world.InstallAsync();

        (await installation.PlanRefusedAsync()).ShouldHaveSingleItem().Code.ShouldBe("gitlab-token-expired");
    }

    [Theory]
    [InlineData(13, true)]
    [InlineData(30, false)]
    public async Task A_token_that_is_about_to_expire_is_warned_of(int days, bool warned)
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(days);
        await world.WriteTokenAsync(["api", "admin_mode"], day);
        await using var installation = await world.InstallAsync();

        var note = (await installation.PlanAsync()).Changes[0].Note;

        note.ShouldBe(warned ? $"the token of gitlab.token_file expires on {day:yyyy-MM-dd}" : null);
    }

    [Fact]
    public async Task With_Admin_Mode_on_a_token_needs_its_scope()
    {
        await using var world = await GitLabSetupWorld.StartAsync(new() { Urls = ["http://127.0.0.1:0"], AdminMode = true });
        await world.WriteTokenWithAsync("api");
        await using (var installation = await world.InstallAsync())
            (await installation.PlanRefusedAsync()).ShouldHaveSingleItem().Code.ShouldBe("gitlab-admin-mode");

        await world.WriteTokenWithAsync("api", "admin_mode");
        await using (var installation = await world.InstallAsync())
            await installation.ApplyAsync();
    }

    [Fact]
    public async Task A_GitLab_too_old_is_told()
    {
        await using var world = await GitLabSetupWorld.StartAsync(new() { Urls = ["http://127.0.0.1:0"], Version = "17.0.8-ee" });
        await using var installation = await world.InstallAsync();

        (await installation.PlanRefusedAsync()).ShouldHaveSingleItem().Detail.ShouldBe("GitLab is 17.0.8-ee; set-up needs calls that exist since 17.1.");
    }

    [Fact]
    public async Task A_GitLab_that_is_not_there_is_told()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0); // bound and not listening: refused, and nobody else gets the port
        taken.Server.Bind(taken.LocalEndpoint);
        await using var world = await GitLabSetupWorld.StartAsync();
        await using var installation = await world.InstallAsync(
            GitLabSetupWorld.Settings($"http://127.0.0.1:{((IPEndPoint)taken.Server.LocalEndPoint!).Port}", world.TokenFile));

        (await installation.PlanRefusedAsync()).ShouldHaveSingleItem().Code.ShouldBe("gitlab-unreachable");
    }

    [Fact]
    public async Task A_bad_gateway_that_stays_is_told_and_nothing_is_made()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await using var installation = await world.InstallAsync();
        world.GitLab.Faults.Add(new(GitLabFaultKind.BadGateway, "*", times: 1000));

        (await installation.PlanRefusedAsync()).ShouldHaveSingleItem().Code.ShouldBe("gitlab-fault");
    }

    [Fact]
    public async Task A_limit_that_lasts_for_longer_than_anybody_waits_is_told_with_its_end()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await using var installation = await world.InstallAsync();
        world.GitLab.Faults.Add(new(GitLabFaultKind.Throttle, "*", times: 1000, seconds: 300));

        var failure = (await installation.PlanRefusedAsync()).ShouldHaveSingleItem();

        failure.Code.ShouldBe("gitlab-busy");
        failure.Detail.ShouldEndWith("It takes calls again in 300 s.");
    }

    [Fact]
    public async Task A_fault_that_passes_is_waited_out()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await using var installation = await world.InstallAsync();
        world.GitLab.Faults.Add(new(GitLabFaultKind.BadGateway, "GET /metadata"));
        world.GitLab.Faults.Add(new(GitLabFaultKind.Throttle, "POST /applications"));

        await installation.ApplyAsync();

        (await world.ApplicationsAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_create_that_was_refused_leaves_nothing_behind_and_goes_on_next_time()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await using var installation = await world.InstallAsync();
        world.GitLab.Faults.Add(new(GitLabFaultKind.Fail, "POST /applications"));

        var stopped = await installation.Session.ApplyAsync(await installation.PlanAsync(), null, Cancelled);
        stopped.Failure!.Code.ShouldBe("gitlab-fault");
        stopped.Changes.Select(c => c.Resource).ShouldBe(["Amazon Q account", "account token"]);

        await installation.ApplyAsync();
        world.Changes().ShouldBe(["POST /service_accounts", .. GitLabSetupWorld.CreationsBesideTheAccount]);
    }

    [Fact]
    public async Task A_page_instead_of_the_API_is_told()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        // Under a path of GitLab's own pages there is no API.
        await using var installation = await world.InstallAsync(GitLabSetupWorld.Settings($"{world.GitLab.Url}users/sign_in", world.TokenFile));

        (await installation.PlanRefusedAsync()).ShouldHaveSingleItem().Code.ShouldBe("gitlab-not-gitlab");
    }

    [Fact]
    public async Task A_private_authority_is_named_in_the_configuration()
    {
        using var folder = new TemporaryFolder();
        using var authority = new ThrowawayCa();
        using var certificate = authority.Issue("gitlab.example.test");
        var (tls, key) = (Path.Combine(folder.Path, "tls.pem"), Path.Combine(folder.Path, "tls.key"));
        await File.WriteAllTextAsync(tls, certificate.ExportCertificatePem(), Cancelled);
        await File.WriteAllTextAsync(key, System.Security.Cryptography.X509Certificates.ECDsaCertificateExtensions.GetECDsaPrivateKey(certificate)!.ExportPkcs8PrivateKeyPem(), Cancelled);
        await using var world = await GitLabSetupWorld.StartAsync(
            new GitLabStandInOptions { Urls = ["http://127.0.0.1:0", "https://127.0.0.1:0"], CertificateFile = tls, KeyFile = key, ExternalUrl = "https://gitlab.example.test" });
        var settings = GitLabSetupWorld.Settings("https://gitlab.example.test", world.TokenFile);
        var connectTo = $"gitlab.example.test:443=127.0.0.1:{world.GitLab.Urls[1].Port}";

        await using (var untrusting = await world.InstallAsync(settings, new() { ConnectTo = [connectTo] }))
            (await untrusting.PlanRefusedAsync()).ShouldHaveSingleItem().Detail.ShouldContain("network.ca_file");

        await using var installation = await world.InstallAsync(settings, new() { ConnectTo = [connectTo], CaFile = authority.RootFile });
        await installation.ApplyAsync();
    }
}
