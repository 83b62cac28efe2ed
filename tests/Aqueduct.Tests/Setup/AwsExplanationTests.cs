using System.Text.Json;
using Aqueduct.Aws;
using Aqueduct.Setup;
using Aqueduct.Setup.Policies;

namespace Aqueduct.Tests.Setup;

public sealed class AwsExplanationTests
{
    [Fact]
    public void A_missing_right_names_the_action_AWS_named_and_shows_the_minimal_policy()
    {
        var failure = AwsExplanation.Explain(
            new(AwsFailureKind.Denied, "iam", "CreateRole", "AccessDenied",
                "User: arn:aws:iam::111122223333:user/x is not authorized to perform: iam:TagRole on resource: r because no identity-based policy allows the iam:TagRole action", 403),
            Wanted.InAccount);

        failure.Code.ShouldBe("missing-right");
        failure.Detail.ShouldStartWith("These AWS credentials may not do iam:TagRole:");
        failure.Fix.ShouldEndWith(AdministratorPolicy.Write(Wanted.InAccount));
    }

    [Fact]
    public void The_minimal_policy_is_json_within_the_account_and_wild_only_where_AWS_has_no_resource()
    {
        using var json = JsonDocument.Parse(AdministratorPolicy.Write(Wanted.InAccount));

        json.RootElement.GetProperty("Statement").EnumerateArray()
            .Where(s => s.GetProperty("Resource").GetString() == "*")
            .Select(s => s.GetProperty("Sid").GetString())
            .ShouldBe(["AqueductProfile"]);
    }

    [Theory]
    [InlineData("NoCredentials", "looked at", "no-credentials")]
    [InlineData("SignatureDoesNotMatch", "Signature expired: 20260101T000000Z is now earlier than 20260102T000000Z", "clock-skew")]
    [InlineData("SignatureDoesNotMatch", "Signature not yet current: …", "clock-skew")]
    [InlineData("RequestTimeTooSkewed", "…", "clock-skew")]
    [InlineData("InvalidClientTokenId", "The security token included in the request is invalid.", "credentials-unknown")]
    [InlineData("ExpiredToken", "The security token included in the request is expired", "credentials-expired")]
    [InlineData("SignatureDoesNotMatch", "The request signature we calculated does not match", "credentials-rejected")]
    public void Rejected_credentials_are_told_apart(string code, string message, string expected) =>
        AwsExplanation.Explain(new(AwsFailureKind.CredentialsRejected, "sts", "GetCallerIdentity", code, message), null).Code.ShouldBe(expected);
}
