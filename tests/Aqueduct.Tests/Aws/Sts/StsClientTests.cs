using Aqueduct.Aws.Sts;

namespace Aqueduct.Tests.Aws.Sts;

public sealed class StsClientTests
{
    private const string Answer = """
        <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult>
          <AssumedRoleUser><Arn>arn:aws:sts::111122223333:assumed-role/Q/u</Arn><AssumedRoleId>AROA1:u</AssumedRoleId></AssumedRoleUser>
          <Credentials><AccessKeyId>ASIA1</AccessKeyId><SecretAccessKey>the-secret</SecretAccessKey><SessionToken>the-token</SessionToken><Expiration>2026-03-02T00:00:00Z</Expiration></Credentials>
        </AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>
        """;

    [Fact]
    public async Task A_role_session_is_read_and_shows_no_secret()
    {
        var session = await AssumeAsync(RecordingTransport.Answering(RecordingTransport.Answer(Answer)));
        session.ShouldBe(new RoleSession("ASIA1", "the-secret", "the-token", new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero), "arn:aws:sts::111122223333:assumed-role/Q/u"));
        session.ToString().ShouldNotContain("the-");
    }

    [Fact]
    public async Task Assuming_a_role_with_a_web_identity_is_neither_signed_nor_given_a_security_token()
    {
        var transport = RecordingTransport.Answering(RecordingTransport.Answer(Answer));
        await AssumeAsync(transport);
        transport.Request.Headers.Keys.ShouldNotContain(h => h.StartsWith("x-amz", StringComparison.OrdinalIgnoreCase) || h == "Authorization");
        transport.Request.Form["DurationSeconds"].ShouldBe("43200");
    }

    private static async Task<RoleSession> AssumeAsync(HttpMessageHandler transport)
    {
        using var clients = new AwsTestClients(transport);
        (await clients.Aws.Sts.AssumeRoleWithWebIdentityAsync("arn:role", "u", "jwt", TimeSpan.FromHours(12), TestContext.Current.CancellationToken))
            .TryGet(out var session, out _).ShouldBeTrue();
        return session!;
    }
}
