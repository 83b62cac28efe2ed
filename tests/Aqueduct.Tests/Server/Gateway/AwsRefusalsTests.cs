using Aqueduct.Aws;
using Aqueduct.Server.Gateway.AmazonQ;

namespace Aqueduct.Tests.Server.Gateway;

/// <summary>GitLab's AI gateway's statuses and texts; behind them our cure.</summary>
public sealed class AwsRefusalsTests
{
    [Theory]
    [InlineData(AwsFailureKind.NotFound, "ResourceNotFoundException", 404)]
    [InlineData(AwsFailureKind.Denied, "AccessDeniedException", 403)]
    [InlineData(AwsFailureKind.Invalid, "ValidationException", 400)]
    [InlineData(AwsFailureKind.Throttled, "ThrottlingException", 429)]
    [InlineData(AwsFailureKind.Conflict, "ConflictException", 500)]
    [InlineData(AwsFailureKind.ServerFault, "InternalServerException", 500)]
    public void A_failure_of_amazon_q_keeps_its_status(AwsFailureKind kind, string code, int status) =>
        AwsRefusals.Of(new(kind, "q", "SendEvent", code, "No.")).Status.ShouldBe(status);

    [Fact]
    public void GitLab_finds_the_words_it_looks_for() =>
        AwsRefusals.Of(new(AwsFailureKind.NotFound, "q", "SendEvent", "ResourceNotFoundException", "Gone.")).Detail
            .ShouldStartWith("An error occurred (ResourceNotFoundException) when calling the SendEvent operation: Gone. ");

    [Fact]
    public void What_is_not_the_callers_fault_says_so() =>
        AwsRefusals.Of(new(AwsFailureKind.ServerFault, "q", "SendEvent", "InternalServerException", "Oops.")).Detail
            .ShouldBe("AWS Error: An error occurred (InternalServerException) when calling the SendEvent operation: Oops.");

    [Theory]
    [InlineData(AwsFailureKind.Denied, "AccessDenied", 403)]
    [InlineData(AwsFailureKind.CredentialsRejected, "InvalidIdentityToken", 400)]
    [InlineData(AwsFailureKind.Invalid, "ValidationError", 400)]
    public void A_refusal_of_sts_is_the_customers_to_cure_and_no_500(AwsFailureKind kind, string code, int status)
    {
        var refusal = AwsRefusals.Of(new(kind, "sts", "AssumeRoleWithWebIdentity", code, "No."));
        refusal.Status.ShouldBe(status);
        refusal.Detail.ShouldContain("aqueduct setup");
    }

    [Theory]
    [InlineData("gitLabInstanceUnreachable", "34.228.181.128")]
    [InlineData("gitLabCredentialInvalid", "disconnect Amazon Q and save its settings again")]
    [InlineData("gitLabInvalidIdentity", "`/q` command")]
    [InlineData(null, "The role may lack q:SendEvent")]
    public void Every_reason_of_a_denial_has_its_cure(string? reason, string cure)
    {
        var members = reason is null ? new Dictionary<string, string>() : new() { ["reason"] = reason };
        AwsRefusals.Of(new(AwsFailureKind.Denied, "q", "SendEvent", "AccessDeniedException", "No.") { Members = members }).Detail.ShouldContain(cure);
    }

    [Fact]
    public void Who_is_throttled_is_told_when_to_come_back() =>
        AwsRefusals.Of(new(AwsFailureKind.Throttled, "q", "SendEvent", "ThrottlingException", "Slow.")).RetryAfter.ShouldNotBeNull();
}
