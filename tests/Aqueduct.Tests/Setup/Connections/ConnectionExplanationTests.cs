using Aqueduct.Setup;
using Aqueduct.Setup.Connections;

namespace Aqueduct.Tests.Setup.Connections;

public sealed class ConnectionExplanationTests
{
    [Theory]
    [InlineData("ValidationException/other: ProfileDoesNotExist", "profile-missing", "aqueduct setup apply --only aws")]
    [InlineData("ValidationException/fieldValidationFailed: instanceUrl", "connection-invalid", "gitlab.external_url")]
    [InlineData("AccessDeniedException: User: x is not authorized to perform: q:CreateOAuthAppConnection", "role-lacks-right", "aqueduct setup apply --only aws")]
    [InlineData("AccessDeniedException/other: no", "role-lacks-right", "organisation's policy")]
    [InlineData("AccessDeniedException/gitLabInstanceUnreachable: no way", "gitlab-unreachable", "34.228.181.128")]
    [InlineData("AccessDeniedException/gitLabCredentialInvalid: bad app", "gitlab-credential-invalid", "aqueduct setup apply --only gitlab")]
    [InlineData("AccessDeniedException/gitLabExpiredIdentity: old", "consent-needed", "aqueduct connection connect")]
    [InlineData("AccessDeniedException/gitLabSomethingNew: new", "gitlab-refused", "aqueduct connection verify")]
    [InlineData("ConflictException: exists", "connection-busy", "run the command again")]
    [InlineData("ThrottlingException: slow down", "aws-busy", "again in a minute")]
    [InlineData("ServiceQuotaExceededException: too many", "aws-quota", "Service Quotas")]
    [InlineData("UnrecognizedClientException: who", "credentials-unknown", "aws sts get-caller-identity")]
    public async Task Every_refusal_ends_in_a_fix(string answer, string code, string fix)
    {
        using var amazonQ = ScriptedAmazonQ.SetUp().Answer("VerifyOAuthAppConnection", "ResourceNotFoundException: none")
            .Answer("CreateOAuthAppConnection", [.. Enumerable.Repeat(answer, 8)]);
        var refused = amazonQ.RefusedAsync();
        while (!refused.IsCompleted)
        {
            amazonQ.Clock.Advance(TimeSpan.FromSeconds(1)); // the waits between attempts
            await Task.Yield();
        }

        var failure = await refused;

        failure.Code.ShouldBe(code);
        failure.Fix.ShouldContain(fix);
        failure.Detail.ShouldNotContain("gloas-1");
        (await amazonQ.ShowAsync()).State.ShouldBe(ConnectionState.NotConnected);
    }

    [Theory]
    [InlineData("gitLabExpiredIdentity")]
    [InlineData("gitLabInvalidIdentity")]
    public async Task A_denied_identity_is_a_consent_that_is_needed(string reason)
    {
        using var amazonQ = ScriptedAmazonQ.SetUp().Answer(
            "VerifyOAuthAppConnection", "ResourceNotFoundException: none", Checks("PASSED", "PASSED"), $"AccessDeniedException/{reason}: no identity");
        await amazonQ.ConnectAsync();
        (await amazonQ.Open().VerifyAsync(Cancelled)).Passed.ShouldBeTrue();
        (await amazonQ.ShowAsync()).State.ShouldBe(ConnectionState.Connected);

        var step = (await amazonQ.Open().VerifyAsync(Cancelled)).Steps[^1];

        (step.Name, step.Status).ShouldBe(("GITLAB_CREDENTIAL_VALIDITY", VerificationStatus.Failed));
        step.Fix!.ShouldContain("aqueduct connection connect");
        (await amazonQ.ShowAsync()).State.ShouldBe(ConnectionState.Incomplete);
    }

    [Fact]
    public async Task Both_checks_are_told_with_their_messages_and_a_fix()
    {
        using var amazonQ = ScriptedAmazonQ.SetUp().Answer("VerifyOAuthAppConnection", "ResourceNotFoundException: none", Checks("FAILED", "INCOMPLETE", "certificate"));
        await amazonQ.ConnectAsync();

        var verification = await amazonQ.Open().VerifyAsync(Cancelled);

        verification.Steps.Select(s => (s.Name, s.Status, s.Detail)).Skip(1).ShouldBe(
        [
            ("GITLAB_INSTANCE_REACHABILITY", VerificationStatus.Failed, "FAILED: certificate"), ("GITLAB_CREDENTIAL_VALIDITY", VerificationStatus.Skipped, "INCOMPLETE"),
        ]);
        verification.Steps[1].Fix!.ShouldContain("34.228.181.128");
        verification.Passed.ShouldBeFalse();
    }

    [Fact]
    public async Task An_answer_without_checks_proves_nothing()
    {
        using var amazonQ = ScriptedAmazonQ.SetUp().Answer("VerifyOAuthAppConnection", "ResourceNotFoundException: none", "{}");
        await amazonQ.ConnectAsync();

        (await amazonQ.Open().VerifyAsync(Cancelled)).Passed.ShouldBeFalse();
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static string Checks(string reachability, string credentials, string message = "") =>
        $$"""
        { "response": { "GITLAB_INSTANCE_REACHABILITY": { "status": "{{reachability}}", "message": "{{message}}" }, "GITLAB_CREDENTIAL_VALIDITY": { "status": "{{credentials}}" } } }
        """;
}
