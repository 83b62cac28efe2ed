using Aqueduct.Aws;
using Aqueduct.Aws.Calling;
using Aqueduct.Aws.Iam;

namespace Aqueduct.Tests.Aws.Calling;

public sealed class RetryTests
{
    private const string Created = "<CreateRoleResponse><CreateRoleResult><Role><Path>/</Path><RoleName>Q</RoleName><RoleId>AROA1</RoleId>"
        + "<Arn>arn:aws:iam::111122223333:role/Q</Arn><AssumeRolePolicyDocument>%7B%7D</AssumeRolePolicyDocument></Role></CreateRoleResult></CreateRoleResponse>";

    private const string NoProviders = "<ListOpenIDConnectProvidersResponse><ListOpenIDConnectProvidersResult/></ListOpenIDConnectProvidersResponse>";

    private readonly LeapingClock clock = new();

    [Fact]
    public async Task A_read_is_repeated_after_a_server_fault()
    {
        var transport = RecordingTransport.Answering(RecordingTransport.QueryError("ServiceFailure", "", 500), RecordingTransport.Answer(NoProviders));
        var result = await ListAsync(transport);
        result.Failure.ShouldBeNull();
        transport.Requests.Count.ShouldBe(2);
        clock.Waits.ShouldHaveSingleItem().ShouldBeLessThanOrEqualTo(TimeSpan.FromMilliseconds(500));
    }

    [Fact]
    public async Task The_last_failure_is_returned_after_four_attempts()
    {
        var transport = new RecordingTransport(_ => Task.FromResult(RecordingTransport.QueryError("ServiceFailure", "", 503)));
        (await ListAsync(transport)).Failure.ShouldNotBeNull().Kind.ShouldBe(AwsFailureKind.ServerFault);
        transport.Requests.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("Throttling", 400)]
    [InlineData("ConcurrentModification", 409)]
    public async Task A_create_is_repeated_when_it_was_refused_before_execution(string code, int status)
    {
        var transport = RecordingTransport.Answering(RecordingTransport.QueryError(code, "Rate exceeded", status), RecordingTransport.Answer(Created));
        (await CreateAsync(transport)).Failure.ShouldBeNull();
        transport.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_create_is_repeated_when_no_connection_came_about()
    {
        var transport = new RecordingTransport(
            _ => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused"),
            _ => Task.FromResult(RecordingTransport.Answer(Created)));
        (await CreateAsync(transport)).Failure.ShouldBeNull();
        transport.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_create_of_unknown_outcome_is_never_repeated()
    {
        var transport = RecordingTransport.Answering(RecordingTransport.QueryError("ServiceFailure", "", 500));
        (await CreateAsync(transport)).Failure.ShouldNotBeNull().Kind.ShouldBe(AwsFailureKind.ServerFault);
        transport.Requests.Count.ShouldBe(1);

        transport = RecordingTransport.Throwing(new HttpRequestException(HttpRequestError.ResponseEnded, "ended"));
        (await CreateAsync(transport)).Failure.ShouldNotBeNull().Code.ShouldBe("NoAnswer");
        transport.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(AwsFailureKind.ServerFault, "InternalFailure", 500, true)]
    [InlineData(AwsFailureKind.Unreachable, "Timeout", 0, true)]
    [InlineData(AwsFailureKind.Unreachable, "NoAnswer", 0, true)]
    [InlineData(AwsFailureKind.Unreachable, "NotAws", 502, true)]
    [InlineData(AwsFailureKind.Unreachable, "NotAws", 403, false)]
    [InlineData(AwsFailureKind.Unreachable, "Dns", 0, false)]
    [InlineData(AwsFailureKind.Unreachable, "Tls", 0, false)]
    [InlineData(AwsFailureKind.Denied, "AccessDenied", 403, false)]
    [InlineData(AwsFailureKind.Invalid, "ValidationError", 400, false)]
    [InlineData(AwsFailureKind.Invalid, "IDPCommunicationError", 400, true)]
    public void Only_what_another_attempt_may_cure_is_repeated(AwsFailureKind kind, string code, int status, bool worthwhile) =>
        Retries.IsWorthwhile(new AwsFailure(kind, "iam", "GetRole", code, "", status), repeatable: true).ShouldBe(worthwhile);

    [Theory]
    [InlineData(0, 1, 500)]
    [InlineData(1, 1, 1000)]
    [InlineData(2, 1, 2000)]
    [InlineData(2, 0.25, 500)]
    [InlineData(2, 0, 0)]
    public void Back_off_doubles_its_ceiling_and_jitters_down_to_nothing(int attempt, double chance, int milliseconds) =>
        Retries.Delay(attempt, chance).ShouldBe(TimeSpan.FromMilliseconds(milliseconds));

    private async Task<AwsResult<IReadOnlyList<string>>> ListAsync(HttpMessageHandler transport)
    {
        using var clients = new AwsTestClients(transport, clock);
        return await clients.Aws.Iam.ListOpenIdConnectProvidersAsync(TestContext.Current.CancellationToken);
    }

    private async Task<AwsResult<Role>> CreateAsync(HttpMessageHandler transport)
    {
        using var clients = new AwsTestClients(transport, clock);
        return await clients.Aws.Iam.CreateRoleAsync(new NewRole("Q", "{}", 43200, null, []), TestContext.Current.CancellationToken);
    }
}
