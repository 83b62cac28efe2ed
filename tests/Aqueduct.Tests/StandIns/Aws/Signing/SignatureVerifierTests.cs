using System.Text;
using Aqueduct.StandIns.Aws;
using Aqueduct.StandIns.Aws.Calls;
using Aqueduct.StandIns.Aws.Iam;
using Aqueduct.StandIns.Aws.Signing;
using Aqueduct.StandIns.Aws.World;
using Microsoft.Extensions.Time.Testing;

namespace Aqueduct.Tests.StandIns.Aws.Signing;

/// <summary>What a foreign client cannot be brought to send; the arithmetic itself is held by <see cref="SignatureVectorTests"/>.</summary>
public sealed class SignatureVerifierTests
{
    private static readonly AwsService Iam = new("iam", AwsProtocol.Query, "2010-05-08", []);
    private static readonly AwsService Q = new("q", AwsProtocol.Json10, "AWSQDeveloperIntegrationService", []);
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private readonly AwsWorld world;

    public SignatureVerifierTests() => world = AwsWorld.Open(null, clock);

    /// <summary>A request that is right but for what a test changes.</summary>
    private sealed record Sent
    {
        public string KeyId { get; init; } = AwsWorld.RootAccessKeyId;
        public string Secret { get; init; } = AwsWorld.RootSecretAccessKey;
        public string Time { get; init; } = "20261122T120000Z";
        public CredentialScope Scope { get; init; } = new("20261122", "eu-west-1", "iam", "aws4_request");
        public string SignedHeaders { get; init; } = "host;x-amz-date";
        public string? Token { get; init; }
        public string? Authorization { get; init; }

        public SignedRequest ToRequest()
        {
            var headers = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase) { ["Host"] = ["127.0.0.1"], ["X-Amz-Date"] = [Time] };
            if (Token is not null) headers["X-Amz-Security-Token"] = [Token];
            var request = new SignedRequest("POST", "/", headers, Encoding.UTF8.GetBytes("Action=ListRoles"));
            var toSign = Signature.StringToSign(CanonicalRequest.Of(request, SignedHeaders.Split(';')), Time, Scope);
            var signature = Signature.Sign(Signature.SigningKey(Secret, Scope), toSign);
            headers["Authorization"] = [Authorization ?? $"AWS4-HMAC-SHA256 Credential={KeyId}/{Scope}, SignedHeaders={SignedHeaders}, Signature={signature}"];
            return request;
        }
    }

    private AwsError Refusal(Sent sent, AwsService? service = null) => Should.Throw<AwsError>(() => new SignatureVerifier(world).Verify(sent.ToRequest(), service ?? Iam));

    [Fact]
    public void Right_signature_tells_caller_and_region()
    {
        var (caller, region) = new SignatureVerifier(world).Verify(new Sent().ToRequest(), Iam);
        caller.Arn.ShouldBe("arn:aws:iam::111122223333:root");
        region.ShouldBe("eu-west-1");
    }

    [Theory]
    [InlineData("", "MissingAuthenticationToken", "Request is missing Authentication Token")]
    [InlineData("Bearer x", "IncompleteSignature", "Unsupported AWS 'algorithm': 'Bearer'.")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/20261122/r/iam/aws4_request, SignedHeaders=host", "IncompleteSignature", "Authorization header requires 'Signature' parameter.")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a, SignedHeaders=host, Signature=0", "IncompleteSignature", "Credential must have at least 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'a'")]
    public void Broken_authorization_header_is_refused(string authorization, string code, string text)
    {
        var refusal = Refusal(new Sent { Authorization = authorization });
        refusal.Code.ShouldBe(code);
        refusal.Message.ShouldBe(text);
    }

    [Theory]
    [InlineData("20261121", "us-east-1", "iam", "aws4_request", "Date in Credential scope does not match")]
    [InlineData("20261122", "nowhere", "iam", "aws4_request", "Credential should be scoped to a valid region, not 'nowhere'.")]
    [InlineData("20261122", "us-east-1", "sts", "aws4_request", "Credential should be scoped to correct service: 'iam'.")]
    [InlineData("20261122", "us-east-1", "iam", "aws5_request", "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5_request'.")]
    public void Wrong_scope_is_refused(string date, string region, string service, string terminator, string text)
    {
        var refusal = Refusal(new Sent { Scope = new CredentialScope(date, region, service, terminator) });
        (refusal.Code, refusal.Status).ShouldBe(("SignatureDoesNotMatch", 403));
        refusal.Message.ShouldStartWith(text);
    }

    [Theory]
    [InlineData("20261122T114459Z", "Signature expired: 20261122T114459Z is now earlier than 20261122T114500Z (20261122T120000Z - 15 min.)")]
    [InlineData("20261122T121501Z", "Signature not yet current: 20261122T121501Z is still later than 20261122T121500Z (20261122T120000Z + 15 min.)")]
    public void Time_more_than_a_quarter_of_an_hour_off_is_refused(string time, string text)
    {
        var refusal = Refusal(new Sent { Time = time });
        (refusal.Code, refusal.Status, refusal.Message).ShouldBe(("SignatureDoesNotMatch", 403, text));
    }

    [Theory]
    [InlineData("20261122T114500Z")]
    [InlineData("20261122T121500Z")]
    public void Time_a_quarter_of_an_hour_off_is_accepted(string time) =>
        Should.NotThrow(() => new SignatureVerifier(world).Verify(new Sent { Time = time }.ToRequest(), Iam));

    [Theory]
    [InlineData("x-amz-date", "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.")]
    [InlineData("host", "'x-amz-date' must be a 'SignedHeader' in the AWS Authorization.")]
    public void Header_that_must_be_signed_and_is_not_is_refused(string signed, string text) =>
        Refusal(new Sent { SignedHeaders = signed }).Message.ShouldBe(text);

    [Fact]
    public void Session_token_must_be_signed() =>
        Refusal(new Sent { Token = "t" }).Message.ShouldBe("'x-amz-security-token' must be a 'SignedHeader' in the AWS Authorization.");

    [Fact]
    public void Long_term_key_with_a_session_token_is_refused() =>
        Refusal(new Sent { Token = "t", SignedHeaders = "host;x-amz-date;x-amz-security-token" }).Code.ShouldBe("InvalidClientTokenId");

    [Fact]
    public void Session_is_accepted_until_it_ends()
    {
        var sent = Session() with { Token = "token" };
        new SignatureVerifier(world).Verify(sent.ToRequest(), Q).Caller.Arn.ShouldBe("arn:aws:sts::111122223333:assumed-role/r/s");
        clock.Advance(TimeSpan.FromMinutes(10));
        var refusal = Refusal(sent, Q);
        (refusal.Code, refusal.Status).ShouldBe(("ExpiredTokenException", 400));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("another")]
    public void Session_without_its_token_is_refused(string? token)
    {
        var sent = Session() with { Token = token };
        Refusal(token is null ? sent with { SignedHeaders = "host;x-amz-date" } : sent, Q).Code.ShouldBe("UnrecognizedClientException");
    }

    [Fact]
    public void Session_of_a_deleted_role_is_refused()
    {
        var sent = Session() with { Token = "token" };
        world.Change(state => state.Iam.Roles.Clear());
        Refusal(sent, Q).Code.ShouldBe("UnrecognizedClientException");
    }

    private Sent Session()
    {
        var now = clock.GetUtcNow();
        world.Change(state =>
        {
            state.Iam.Roles.Add(new IamRole { Name = "r", Path = "/", Id = "AROA1", TrustPolicy = "", MaxSessionDuration = 3600, CreateDate = now });
            state.Sessions["ASIA1"] = new RoleSession
            {
                AccessKeyId = "ASIA1", SecretAccessKey = "secret", SessionToken = "token", RoleName = "r", RoleId = "AROA1", SessionName = "s",
                Expiration = now.AddMinutes(10),
            };
        });
        return new Sent
        {
            KeyId = "ASIA1", Secret = "secret", Scope = new("20261122", "us-east-1", "q", "aws4_request"), SignedHeaders = "host;x-amz-date;x-amz-security-token",
        };
    }
}
