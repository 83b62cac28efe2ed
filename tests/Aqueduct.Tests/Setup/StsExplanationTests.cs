using Aqueduct.Aws;
using Aqueduct.Setup;

namespace Aqueduct.Tests.Setup;

public sealed class StsExplanationTests
{
    [Theory]
    [InlineData("ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.", "12 hours")]
    [InlineData("InvalidIdentityToken", "No OpenIDConnect provider found in your account for https://x", "no identity provider named exactly https://aqueduct.example.test/cc/oidc/")]
    [InlineData("InvalidIdentityToken", "Incorrect token audience", "does not list the audience gitlab-cc-")]
    [InlineData("InvalidIdentityToken", "Couldn't retrieve verification key from your identity provider,  please reference …", "could not read the issuer's discovery document")]
    [InlineData("InvalidIdentityToken", "OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint", "does not trust the issuer's certificate")]
    [InlineData("ExpiredTokenException", "token expired or not valid", "clock is off")]
    [InlineData("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity", "the trust policy of arn:aws:iam::111122223333:role/QDeveloperAccess")]
    public void Each_refusal_of_STS_is_told_with_its_usual_cause_and_a_fix(string code, string message, string cause)
    {
        var kind = code is "AccessDenied" ? AwsFailureKind.Denied : AwsFailureKind.Invalid;

        var step = StsExplanation.Explain(
            new(kind, "sts", "AssumeRoleWithWebIdentity", code, message), Wanted.Desired, Wanted.InAccount.RoleArn);

        step.Status.ShouldBe(VerificationStatus.Failed);
        step.Detail.ShouldContain(cause);
        step.Detail.ShouldContain(message);
        step.Fix.ShouldNotBeNullOrEmpty();
    }
}
