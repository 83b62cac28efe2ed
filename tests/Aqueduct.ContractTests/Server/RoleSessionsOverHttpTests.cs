using Aqueduct.Aws;
using Aqueduct.ContractTests.StandIns.Aws;
using Aqueduct.Server.Identity.RoleSessions;
using Aqueduct.Setup;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aqueduct.ContractTests.Server;

/// <summary>Sessions from an STS that verifies token, trust policy, session name and duration.</summary>
public sealed class RoleSessionsOverHttpTests(WebIdentityWorld world) : IClassFixture<WebIdentityWorld>
{
    private static readonly string[] Users = ["kG6L+/x2b8J0Jw1T/yVwq3VqzLqkYw9mC2p0r7oXz0A=", "dana"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_interleaved_calls_of_two_users_cost_two_calls_to_STS_and_mix_nobody_up()
    {
        using var aws = new AwsClients(new("us-east-1", world.StandIn.Url), new SocketsHttpHandler { UseProxy = false }, TimeProvider.System);
        var source = new RoleSessionSource(new Tokens(world.Issuer), aws.Sts, "1", RoleSessionNaming.User);
        using var sessions = new UserSessions(source, TimeProvider.System, NullLogger<UserSessions>.Instance);

        var all = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => Task.Run(async () =>
            (await sessions.GetAsync(WebIdentityWorld.Role("Duo"), Users[i % 2], Cancellation)).TryGet(out var session, out var failure)
                ? session.AssumedRoleArn
                : failure.ToString())));

        all.Where((_, i) => i % 2 is 0).Distinct().ShouldBe(["arn:aws:sts::111122223333:assumed-role/Duo/kG6L+_x2b8J0Jw1T_yVwq3VqzLqkYw9mC2p0r7oXz0A="]);
        all.Where((_, i) => i % 2 is 1).Distinct().ShouldBe(["arn:aws:sts::111122223333:assumed-role/Duo/dana"]);
        world.StandIn.Requests.Count(r => r.Operation is "AssumeRoleWithWebIdentity").ShouldBe(2);
    }

    private sealed class Tokens(TestIssuer issuer) : IIssueTokens
    {
        public Task<string> GetSigningKeyIdAsync(CancellationToken cancellationToken) => Task.FromResult("ES256");

        public Task<string> IssueAsync(string user, CancellationToken cancellationToken) =>
            Task.FromResult(issuer.Token(WebIdentityWorld.Audience, subject: "1:" + user));
    }
}
