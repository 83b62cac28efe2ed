using Aqueduct.ContractTests.Tools;
using Aqueduct.StandIns.Aws;
using Microsoft.Extensions.Time.Testing;

namespace Aqueduct.ContractTests.StandIns.Aws;

/// <summary>botocore signs independently of everything here.</summary>
public sealed class SignatureTests : AwsStandInTest
{
    private readonly FakeTimeProvider clock = new(TimeProvider.System.GetUtcNow());

    private protected override AwsStandInOptions Options => new() { Urls = "http://127.0.0.1:0", Clock = clock };

    [Fact]
    public async Task Call_that_is_not_signed_right_is_refused()
    {
        var seen = await RunAsync(
            """
            def signed(key="AKIASTANDIN000000000", secret="standin-secret-for-local-use-only", token=None):
                return client("iam", aws_access_key_id=key, aws_secret_access_key=secret, aws_session_token=token)

            def alter(request, **_):
                request.body = request.body.replace("Action=ListRoles", "Action=ListOpenIDConnectProviders")
                request.headers["Content-Length"] = str(len(request.body))

            show(call(signed(), "list_roles"))
            show(call(signed(key="AKIAUNKNOWN000000000"), "list_roles"))
            show(call(signed(secret="another"), "list_roles"))
            show(call(signed(token="token"), "list_roles"))
            altered = signed()
            altered.meta.events.register("before-send.iam.ListRoles", alter)
            show(call(altered, "list_roles"))

            from botocore import UNSIGNED
            show(call(client("iam", config=Config(signature_version=UNSIGNED)), "list_roles"))
            """);

        seen[0]!["Roles"]!.AsArray().ShouldBeEmpty();
        ShouldBeRefused(seen[1], "InvalidClientTokenId", 403, "The security token included in the request is invalid.");
        const string mismatch = "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";
        ShouldBeRefused(seen[2], "SignatureDoesNotMatch", 403, mismatch);
        ShouldBeRefused(seen[3], "InvalidClientTokenId", 403, "The security token included in the request is invalid.");
        ShouldBeRefused(seen[4], "SignatureDoesNotMatch", 403, mismatch);
        ShouldBeRefused(seen[5], "MissingAuthenticationToken", 403, "Request is missing Authentication Token");
    }

    [Theory]
    [InlineData(16, "Signature expired: ")]
    [InlineData(-16, "Signature not yet current: ")]
    public async Task Clock_that_is_off_by_more_than_a_quarter_of_an_hour_is_refused(int minutes, string text)
    {
        clock.AutoAdvanceAmount = TimeSpan.Zero;
        clock.AdjustTime(TimeProvider.System.GetUtcNow().AddMinutes(minutes));
        var seen = await RunAsync("""show(call(iam, "list_roles"))""");
        (Text(seen[0], "Code"), seen[0]!["Status"]!.GetValue<int>()).ShouldBe(("SignatureDoesNotMatch", 403));
        Text(seen[0], "Message")!.ShouldStartWith(text);
    }

    [Fact]
    public async Task Any_region_is_taken()
    {
        var seen = await new Boto3(new AwsEnvironment(Aws.Url) { Region = "eu-central-1" })
            .RunAsync("""show(call(client("iam"), "list_roles"))""", Cancellation);
        seen[0]!["Roles"]!.AsArray().ShouldBeEmpty();
    }
}
