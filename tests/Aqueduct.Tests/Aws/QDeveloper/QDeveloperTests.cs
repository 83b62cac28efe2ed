using Aqueduct.Aws.QDeveloper;

namespace Aqueduct.Tests.Aws.QDeveloper;

public sealed class QDeveloperTests
{
    [Fact]
    public async Task Verification_gives_every_check_Amazon_Q_names()
    {
        var transport = Json("""{"response":{"GITLAB_INSTANCE_REACHABILITY":{"status":"PASSED"},"GITLAB_CREDENTIAL_VALIDITY":{"status":"FAILED","message":"expired"},"NEWER":{"status":"INCOMPLETE"}}}""");
        using var clients = new AwsTestClients(transport);
        (await clients.Aws.AmazonQ.VerifyOAuthAppConnectionAsync(AwsTestClients.Session, Cancellation)).TryGet(out var checks, out _).ShouldBeTrue();
        checks.ShouldBe([
            new ConnectionCheck("GITLAB_INSTANCE_REACHABILITY", "PASSED", null),
            new ConnectionCheck("GITLAB_CREDENTIAL_VALIDITY", "FAILED", "expired"),
            new ConnectionCheck("NEWER", "INCOMPLETE", null),
        ]);
        transport.Request.Headers["Authorization"].ShouldContain("Credential=ASIAROLE/20260301/eu-west-1/q/aws4_request");
        transport.Request.Headers["X-Amz-Security-Token"].ShouldBe("token-of-the-role");
    }

    [Fact]
    public async Task A_verification_without_checks_is_an_empty_list()
    {
        using var clients = new AwsTestClients(Json("{}"));
        (await clients.Aws.AmazonQ.VerifyOAuthAppConnectionAsync(AwsTestClients.Session, Cancellation)).TryGet(out var checks, out _).ShouldBeTrue();
        checks.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refused_registration_tells_its_reason_and_no_secret()
    {
        using var clients = new AwsTestClients(Refusing("""{"__type":"ValidationException","message":"clientSecret 'gloas-1' is bad","reason":"invalidParameter"}"""));
        var app = new OAuthApp("app", "gloas-1", "https://gitlab.example.test", "https://aqueduct.example.test/connection/callback");
        var failure = (await clients.Aws.AmazonQ.CreateOAuthAppConnectionAsync(AwsTestClients.Session, app, Cancellation)).Failure!;
        failure.Message.ShouldBe("clientSecret '***' is bad");
        failure.Members["reason"].ShouldBe("invalidParameter");
        app.ToString().ShouldNotContain("gloas-1");
    }

    [Fact]
    public async Task A_refused_grant_tells_no_code()
    {
        using var clients = new AwsTestClients(Refusing("""{"__type":"ConflictException","message":"code c0de exists"}"""));
        var failure = (await clients.Aws.AmazonQ.CreateAuthGrantAsync(AwsTestClients.Session, "c0de", Cancellation)).Failure!;
        (failure.Kind, failure.Message).ShouldBe((Aqueduct.Aws.AwsFailureKind.Conflict, "code *** exists"));
    }

    [Fact]
    public async Task A_registration_of_unknown_outcome_is_not_repeated()
    {
        var transport = RecordingTransport.Answering(RecordingTransport.Answer("""{"__type":"InternalServerException","message":"?"}""", 500, "application/x-amz-json-1.0"));
        using var clients = new AwsTestClients(transport);
        var created = await clients.Aws.AmazonQ.CreateOAuthAppConnectionAsync(AwsTestClients.Session, new OAuthApp("a", "s", "https://g", "https://r"), Cancellation);
        created.Failure!.Kind.ShouldBe(Aqueduct.Aws.AwsFailureKind.ServerFault);
        transport.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Profiles_are_listed_to_the_last_page()
    {
        var transport = Json(
            """{"profiles":[{"arn":"arn:1","profileName":"one","status":"CREATING","description":"d","identityDetails":{}}],"nextToken":"bmV4dA=="}""",
            """{"profiles":[{"arn":"arn:2","profileName":"two"}]}""");
        using var clients = new AwsTestClients(transport);
        (await clients.Aws.Profiles.ListProfilesAsync(Cancellation)).TryGet(out var profiles, out _).ShouldBeTrue();
        profiles.ShouldBe([new QProfile("arn:1", "one", "CREATING", "d"), new QProfile("arn:2", "two", "ACTIVE", null)]);
        transport.Requests.Select(r => r.Body).ShouldBe(["{}", """{"nextToken":"bmV4dA=="}"""]);
    }

    [Fact]
    public async Task Deleting_a_profile_is_content_with_an_empty_answer()
    {
        using var clients = new AwsTestClients(Json(""));
        (await clients.Aws.Profiles.DeleteProfileAsync("arn:1", Cancellation)).Failure.ShouldBeNull();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static RecordingTransport Refusing(string body) =>
        RecordingTransport.Answering(RecordingTransport.Answer(body, 400, "application/x-amz-json-1.0"));

    private static RecordingTransport Json(params string[] bodies) =>
        RecordingTransport.Answering([.. bodies.Select(b => RecordingTransport.Answer(b, 200, "application/x-amz-json-1.0"))]);
}
