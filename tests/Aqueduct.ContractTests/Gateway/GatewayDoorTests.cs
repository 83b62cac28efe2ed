using System.Net.Sockets;
using System.Text;
using Aqueduct.ContractTests.Setup;
using Aqueduct.StandIns.CloudConnector;

namespace Aqueduct.ContractTests.Gateway;

/// <summary>Who may come in, in the words of GitLab's AI gateway.</summary>
public sealed class GatewayDoorTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private const string Path = "v1/amazon_q/oauth/application/delete";

    private readonly GatewayWorld world = fixture.World;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string, string?, string> WrongHeaders => new()
    {
        { "Authorization", null, "No authorization header presented" },
        { "Authorization", "Basic dXNlcg==", "Invalid authorization header" },
        { "Authorization", "Bearer not.a.token", "Forbidden by auth provider" },
        { "X-Gitlab-Authentication-Type", null, "Invalid authentication token type - only OIDC is supported" },
        { "X-Gitlab-Authentication-Type", "OIDC", "Invalid authentication token type - only OIDC is supported" },
        { "X-Gitlab-Instance-Id", null, "Header mismatch 'X-Gitlab-Instance-Id'" },
        { "X-Gitlab-Instance-Id", "00000000-0000-0000-0000-000000000000", "Header mismatch 'X-Gitlab-Instance-Id'" },
        { "X-Gitlab-Realm", null, "Header mismatch 'X-Gitlab-Realm'" },
        { "X-Gitlab-Realm", "saas", "Header mismatch 'X-Gitlab-Realm'" },
    };

    [Theory]
    [MemberData(nameof(WrongHeaders))]
    public async Task A_wrong_header_is_refused_before_the_body_is_looked_at(string name, string? value, string error)
    {
        var before = Refusals();
        var (status, body) = await world.AskAsync(Path, "no json", headers =>
        {
            headers.Remove(name);
            if (value is not null)
                headers.TryAddWithoutValidation(name, value);
        });

        (status, body).ShouldBe((401, $$"""{"error":"{{error}}"}"""));
        (Refusals() - before).ShouldBe(1);
    }

    private int Refusals() => world.Log.Count(line => line.StartsWith("Warning 1401", StringComparison.Ordinal));

    [Fact]
    public async Task Two_authorization_headers_are_refused()
    {
        var token = world.Headers()["Authorization"];
        using var connection = new TcpClient();
        await connection.ConnectAsync(world.Http.BaseAddress!.Host, world.Http.BaseAddress.Port, Cancelled);
        await using var stream = connection.GetStream();
        var request = $"POST /{Path} HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\nContent-Length: 0\r\nAuthorization: {token}\r\nAuthorization: {token}\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), Cancelled);
        using var answer = new StreamReader(stream);

        (await answer.ReadToEndAsync(Cancelled)).ShouldContain("""{"error":"Invalid authorization header"}""");
    }

    [Fact]
    public async Task A_token_of_another_instance_is_refused_though_the_same_portal_signed_it()
    {
        const string Other = "11111111-2222-4333-8444-555555555555";
        var (status, body) = await world.AskAsync(Path, "{}", headers =>
        {
            headers.Remove("Authorization");
            headers.Add("Authorization", $"Bearer {world.Portal.Mint(new CloudConnectorToken(Other))}");
            headers.Remove("X-Gitlab-Instance-Id");
            headers.Add("X-Gitlab-Instance-Id", Other);
        });

        (status, body).ShouldBe((401, """{"error":"Forbidden by auth provider"}"""));
        world.Log.ShouldContain(line => line.Contains("refused: Instance", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_without_the_scope_may_not_touch_amazon_q()
    {
        var (status, body) = await world.AskAsync(Path, "{}", headers =>
        {
            headers.Remove("Authorization");
            headers.Add("Authorization", $"Bearer {world.Portal.Mint(new CloudConnectorToken(SetupWorld.Uid) { Scopes = ["duo_chat"] })}");
        });

        (status, body).ShouldBe((403, """{"detail":"Unauthorized to perform action"}"""));
    }

    [Theory]
    [InlineData("{}", 422, "Validation error: role_arn: field required")]
    [InlineData("""{"role_arn":7}""", 422, "Validation error: role_arn: it must be a string")]
    [InlineData("""{"role_arn":"arn:aws:iam::111122223333:role/Other"}""", 403, "role_arn is not the role of this instance, arn:aws:iam::111122223333:role/QDeveloperAccess. Enter that one in GitLab, or set gateway.bind_role to false.")]
    public async Task A_wrong_body_is_told_what_is_wrong(string body, int status, string detail) =>
        (await world.AskAsync(Path, body)).ShouldBe((status, $$"""{"detail":"{{detail}}"}"""));

    [Fact]
    public async Task Without_a_user_nothing_is_done() =>
        (await world.AskAsync(Path, $$"""{"role_arn":"{{GatewayWorld.Role}}"}""", headers => headers.Remove("X-Gitlab-Global-User-Id")))
            .ShouldBe((400, """{"detail":"User Id is missing"}"""));

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused() =>
        (await world.AskAsync(Path, new string(' ', 70_000))).Status.ShouldBe(413);

    [Theory]
    [InlineData("GET", "v1/amazon_q/events", 405, """{"detail":"Method Not Allowed"}""")]
    [InlineData("POST", "v1/amazon_q/other", 404, """{"detail":"Not Found"}""")]
    [InlineData("GET", "ai/monitoring/healthz", 200, """{"status":"ok"}""")]
    [InlineData("GET", "monitoring/ready", 200, """{"status":"ok"}""")]
    public async Task Paths_of_amazon_q_never_leave(string method, string path, int status, string body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        using var answer = await world.Http.SendAsync(request, Cancelled);

        ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancelled)).ShouldBe((status, body));
    }
}
