using System.Net.Sockets;
using System.Security.Authentication;
using Aqueduct.Aws;
using Aqueduct.Aws.Calling;
using Microsoft.Extensions.Time.Testing;

namespace Aqueduct.Tests.Aws.Calling;

public sealed class FailureTests
{
    [Theory]
    [InlineData("AccessDenied", 403, AwsFailureKind.Denied)]
    [InlineData("AccessDeniedException", 400, AwsFailureKind.Denied)]
    [InlineData("IDPRejectedClaim", 403, AwsFailureKind.Denied)]
    [InlineData("InvalidClientTokenId", 403, AwsFailureKind.CredentialsRejected)]
    [InlineData("SignatureDoesNotMatch", 403, AwsFailureKind.CredentialsRejected)]
    [InlineData("UnrecognizedClientException", 400, AwsFailureKind.CredentialsRejected)]
    [InlineData("ExpiredToken", 403, AwsFailureKind.CredentialsRejected)]
    [InlineData("ExpiredTokenException", 400, AwsFailureKind.CredentialsRejected)]
    [InlineData("InvalidIdentityToken", 400, AwsFailureKind.CredentialsRejected)]
    [InlineData("NoSuchEntity", 404, AwsFailureKind.NotFound)]
    [InlineData("ResourceNotFoundException", 400, AwsFailureKind.NotFound)]
    [InlineData("EntityAlreadyExists", 409, AwsFailureKind.AlreadyExists)]
    [InlineData("DeleteConflict", 409, AwsFailureKind.Conflict)]
    [InlineData("ConflictException", 400, AwsFailureKind.Conflict)]
    [InlineData("ConcurrentModification", 409, AwsFailureKind.Conflict)]
    [InlineData("LimitExceeded", 409, AwsFailureKind.LimitExceeded)]
    [InlineData("Throttling", 400, AwsFailureKind.Throttled)]
    [InlineData("ThrottlingException", 400, AwsFailureKind.Throttled)]
    [InlineData("MalformedPolicyDocument", 400, AwsFailureKind.Invalid)]
    [InlineData("ValidationError", 400, AwsFailureKind.Invalid)]
    [InlineData("UnknownOperationException", 404, AwsFailureKind.Invalid)]
    [InlineData("ServiceFailure", 500, AwsFailureKind.ServerFault)]
    [InlineData("InternalServerException", 500, AwsFailureKind.ServerFault)]
    [InlineData("SomethingNew", 403, AwsFailureKind.Denied)]
    [InlineData("SomethingNew", 429, AwsFailureKind.Throttled)]
    public void A_code_says_what_to_do(string code, int status, AwsFailureKind kind) => FailureKinds.Of(code, status).ShouldBe(kind);

    [Fact]
    public async Task A_query_error_keeps_code_text_status_and_request_id()
    {
        var failure = await GetRoleFailsAsync(RecordingTransport.Answering(RecordingTransport.QueryError("NoSuchEntity", "The role with name Q cannot be found.", 404)));
        failure.ShouldSatisfyAllConditions(
            () => failure.Kind.ShouldBe(AwsFailureKind.NotFound),
            () => failure.Code.ShouldBe("NoSuchEntity"),
            () => failure.Status.ShouldBe(404),
            () => failure.ToString().ShouldBe("iam:GetRole: NoSuchEntity: The role with name Q cannot be found. (request req-1)"));
    }

    [Theory]
    [InlineData("""{"__type":"com.amazon.q#AccessDeniedException","message":"no"}""", null)]
    [InlineData("""{"__type":"AccessDeniedException","Message":"no"}""", null)]
    [InlineData("""{"message":"no"}""", "AccessDeniedException:http://internal.amazon.com/coral/com.amazon.q/")]
    [InlineData("""{"code":"AccessDeniedException","message":"no"}""", null)]
    public async Task A_JSON_error_is_read_in_all_its_spellings(string body, string? errorType)
    {
        var answer = RecordingTransport.Answer(body, 400, "application/x-amz-json-1.0", ("x-amzn-requestid", "req-2"));
        if (errorType is not null)
        {
            answer.Headers.TryAddWithoutValidation("x-amzn-errortype", errorType);
        }

        var failure = await VerifyFailsAsync(RecordingTransport.Answering(answer));
        failure.Kind.ShouldBe(AwsFailureKind.Denied);
        failure.ToString().ShouldBe("q:VerifyOAuthAppConnection: AccessDeniedException: no (request req-2)");
    }

    [Fact]
    public async Task Modelled_members_of_a_JSON_error_are_kept()
    {
        var failure = await VerifyFailsAsync(RecordingTransport.Answering(RecordingTransport.Answer(
            """{"__type":"AccessDeniedException","message":"no","reason":"gitLabExpiredIdentity","fieldList":[{"path":"a"}],"resourceId":null}""", 400)));
        failure.Members["reason"].ShouldBe("gitLabExpiredIdentity");
        failure.Members["fieldList"].ShouldBe("""[{"path":"a"}]""");
        failure.Members.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_front_of_AWS_that_says_only_a_status_is_still_AWS()
    {
        var failure = await VerifyFailsAsync(RecordingTransport.Answering(RecordingTransport.Answer("", 404, "text/plain", ("x-amzn-requestid", "req-3"))));
        failure.ShouldSatisfyAllConditions(() => failure.Kind.ShouldBe(AwsFailureKind.NotFound), () => failure.Code.ShouldBe("Http404"));
    }

    [Theory]
    [InlineData(403, "text/html", "<html>\n <h1>Access to this site\u0007 is blocked</h1>", ", \"<html> <h1>Access to this site is blocked</h1>\"")]
    [InlineData(200, "text/html", "<html>Sign in to the Wi-Fi</html>", "")]
    public async Task A_page_of_a_proxy_is_told_apart_from_AWS(int status, string type, string body, string quoted)
    {
        var failure = await GetRoleFailsAsync(RecordingTransport.Answering(RecordingTransport.Answer(body, status, type)));
        failure.ShouldSatisfyAllConditions(
            () => failure.Kind.ShouldBe(AwsFailureKind.Unreachable),
            () => failure.Code.ShouldBe("NotAws"),
            () => failure.Status.ShouldBe(status),
            () => failure.Message.ShouldBe($"Something other than AWS answered for iam.amazonaws.com: HTTP {status}, {type}{quoted}. Check aws.endpoint_url and the proxy."));
    }

    [Fact]
    public async Task An_answer_that_lacks_what_AWS_promises_is_no_answer_of_AWS() =>
        (await GetRoleFailsAsync(RecordingTransport.Answering(RecordingTransport.Answer("<GetRoleResponse><GetRoleResult/></GetRoleResponse>")))).Code.ShouldBe("NotAws");

    [Fact]
    public async Task An_endless_answer_is_cut() =>
        (await GetRoleFailsAsync(RecordingTransport.Answering(RecordingTransport.Answer(new string('x', AwsChannel.AnswerLimit + 1))))).Code.ShouldBe("TooLarge");

    [Fact]
    public async Task An_unresolvable_name_is_told_with_the_host()
    {
        var failure = await GetRoleFailsAsync(RecordingTransport.Throwing(new HttpRequestException(
            HttpRequestError.NameResolutionError, "outer", new SocketException((int)SocketError.HostNotFound, "Name or service not known"))));
        failure.Code.ShouldBe("Dns");
        failure.Message.ShouldStartWith("The name iam.amazonaws.com does not resolve: Name or service not known.");
    }

    [Fact]
    public async Task A_refused_certificate_is_told_with_the_host_the_reason_and_the_cure()
    {
        var failure = await GetRoleFailsAsync(RecordingTransport.Throwing(new HttpRequestException(
            HttpRequestError.SecureConnectionError, "outer", new AuthenticationException("The remote certificate is invalid: UntrustedRoot."))));
        failure.Code.ShouldBe("Tls");
        failure.Message.ShouldBe(
            "TLS with iam.amazonaws.com failed: The remote certificate is invalid: UntrustedRoot. A private CA, or that of a TLS-inspecting proxy, belongs in network.ca_file.");
    }

    // The limit is for the day this breaks: a call that waits on a stopped clock waits for ever.
    [Fact(Timeout = 30_000)]
    public async Task Silence_ends_after_ten_seconds()
    {
        var clock = new FakeTimeProvider(AwsTestClients.Start);
        var arrived = new TaskCompletionSource();
        using var clients = new AwsTestClients(
            new RecordingTransport(async token =>
            {
                arrived.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
                return new HttpResponseMessage();
            }),
            clock);
        var call = clients.Aws.Iam.CreateRoleAsync(new("Q", "{}", 3600, null, []), TestContext.Current.CancellationToken);
        await arrived.Task;
        clock.Advance(TimeSpan.FromSeconds(10));
        (await call).Failure.ShouldNotBeNull().ToString().ShouldBe("iam:CreateRole: Timeout: iam.amazonaws.com did not answer within 10 s.");
    }

    [Fact]
    public async Task A_caller_who_leaves_gets_a_cancellation_and_no_failure()
    {
        using var leaving = new CancellationTokenSource();
        using var clients = new AwsTestClients(new RecordingTransport(async token =>
        {
            await leaving.CancelAsync();
            token.ThrowIfCancellationRequested();
            return new HttpResponseMessage();
        }));
        await Should.ThrowAsync<OperationCanceledException>(() => clients.Aws.Iam.GetRoleAsync("Q", leaving.Token));
    }

    [Fact]
    public async Task A_skewed_clock_is_told_with_both_times()
    {
        var answer = RecordingTransport.QueryError("SignatureDoesNotMatch", "Signature not yet current.", 403);
        answer.Headers.Date = AwsTestClients.Start.AddMinutes(-90);
        (await GetRoleFailsAsync(RecordingTransport.Answering(answer))).Message.ShouldBe(
            "Signature not yet current. This machine's clock says 2026-03-01 12:00:00Z, AWS's 2026-03-01 10:30:00Z: it is 0.01:30:00 ahead. Set the clock (NTP).");
    }

    [Fact]
    public async Task A_wrong_key_is_not_blamed_on_the_clock()
    {
        var answer = RecordingTransport.QueryError("InvalidClientTokenId", "The security token included in the request is invalid.", 403);
        answer.Headers.Date = AwsTestClients.Start.AddSeconds(3);
        (await GetRoleFailsAsync(RecordingTransport.Answering(answer))).Message.ShouldBe("The security token included in the request is invalid.");
    }

    [Fact]
    public async Task Secrets_that_AWS_repeats_are_hidden()
    {
        var canonical = $"The Canonical String for this request should have been x-amz-security-token:{AwsTestClients.SessionToken} key {AwsTestClients.Secret}";
        (await GetRoleFailsAsync(RecordingTransport.Answering(RecordingTransport.QueryError("SignatureDoesNotMatch", canonical, 403))))
            .Message.ShouldEndWith("x-amz-security-token:*** key ***");

        var verify = await VerifyFailsAsync(RecordingTransport.Answering(RecordingTransport.Answer(
            """{"__type":"ValidationException","message":"token-of-the-role","reason":"secret-of-the-role"}""", 400)));
        verify.Message.ShouldBe("***");
        verify.Members["reason"].ShouldBe("***");

        using var clients = new AwsTestClients(RecordingTransport.Answering(RecordingTransport.QueryError(
            "ValidationError", "Value 'eyJ.web.identity' at 'webIdentityToken' failed to satisfy constraint", 400)));
        (await clients.Aws.Sts.AssumeRoleWithWebIdentityAsync("arn", "s", "eyJ.web.identity", TimeSpan.FromHours(1), TestContext.Current.CancellationToken))
            .Failure.ShouldNotBeNull().Message.ShouldBe("Value '***' at 'webIdentityToken' failed to satisfy constraint");
    }

    private static async Task<AwsFailure> GetRoleFailsAsync(HttpMessageHandler transport)
    {
        using var clients = new AwsTestClients(transport);
        return (await clients.Aws.Iam.GetRoleAsync("Q", TestContext.Current.CancellationToken)).Failure.ShouldNotBeNull();
    }

    private static async Task<AwsFailure> VerifyFailsAsync(HttpMessageHandler transport)
    {
        using var clients = new AwsTestClients(transport);
        return (await clients.Aws.AmazonQ.VerifyOAuthAppConnectionAsync(AwsTestClients.Session, TestContext.Current.CancellationToken)).Failure.ShouldNotBeNull();
    }
}
