using System.Net;
using System.Text;
using Aqueduct.Setup;
using Aqueduct.Setup.Connections;
using Microsoft.Extensions.Time.Testing;

namespace Aqueduct.Tests.Setup.Connections;

/// <summary>
/// An AWS that gives every session and answers Amazon Q's operations from a script, in the order given for each; an operation the script does not
/// name succeeds. With the memory and the clock of one connection.
/// </summary>
internal sealed class ScriptedAmazonQ : HttpMessageHandler, ISetupState, IIssueTokens
{
    public const string Role = "arn:aws:iam::111122223333:role/QDeveloperAccess";

    private readonly Dictionary<string, Queue<string>> script = [];
    private readonly Dictionary<string, string> rows = [];

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    /// <summary>Amazon Q's operations in the order they were called.</summary>
    public List<string> Calls { get; } = [];

    public static ScriptedAmazonQ SetUp(string secret = "gloas-1", string role = Role)
    {
        var amazonQ = new ScriptedAmazonQ();
        amazonQ.rows["aws.role"] = $$"""{"account":"{{role.Split(':')[4]}}","identifier":"{{role}}","origin":"Created","at":"2026-01-01T00:00:00+00:00"}""";
        amazonQ.Application(secret);
        return amazonQ;
    }

    public static ScriptedAmazonQ NotSetUp() => new();

    public void Application(string secret, string instanceUrl = "https://gitlab.example.test") => rows["gitlab.application"] =
        $$"""{"id":1,"client_id":"app","client_secret":"{{secret}}","redirect_uri":"https://aqueduct.example.test/connection/callback","instance_url":"{{instanceUrl}}"}""";

    public void MoveRole(string role) => rows["aws.role"] = rows["aws.role"].Replace(Role, role, StringComparison.Ordinal);

    /// <param name="answers">Each a whole body, or <c>Code: message</c>, or <c>Code/reason: message</c>.</param>
    public ScriptedAmazonQ Answer(string operation, params string[] answers)
    {
        script[operation] = new(answers);
        return this;
    }

    public Connection Open()
    {
        Connection.Open(new(Wanted.Settings, "https://gitlab.example.test/"), () => this, this, this, Clock).TryGet(out var connection, out var failures).ShouldBeTrue(failures?[0].Detail);
        return connection!;
    }

    public async Task<Failure> RefusedAsync()
    {
        (await Open().ConnectAsync(replace: false, TestContext.Current.CancellationToken)).TryGet(out _, out var failures).ShouldBeFalse();
        return failures![0];
    }

    public async Task<ConnectionOutcome> ConnectAsync()
    {
        (await Open().ConnectAsync(replace: false, TestContext.Current.CancellationToken)).TryGet(out var outcome, out var failures).ShouldBeTrue(failures?[0].Detail);
        return outcome!;
    }

    public Task<ConnectionStatus> ShowAsync() => Open().ShowAsync(TestContext.Current.CancellationToken);

    public Task<string?> GetAsync(string key, CancellationToken cancellationToken) => Task.FromResult(rows.GetValueOrDefault(key));

    public Task SetAsync(string key, string json, CancellationToken cancellationToken)
    {
        rows[key] = json;
        return Task.CompletedTask;
    }

    public Task RemoveAsync(string key, CancellationToken cancellationToken)
    {
        rows.Remove(key);
        return Task.CompletedTask;
    }

    public Task<string> GetSigningKeyIdAsync(CancellationToken cancellationToken) => Task.FromResult("kid");

    public Task<string> IssueAsync(string user, CancellationToken cancellationToken) => Task.FromResult("token");

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.Headers.TryGetValues("X-Amz-Target", out var target))
            return Task.FromResult(Of(Session, 200, "text/xml"));
        var operation = target.Single().Split('.')[1];
        Calls.Add(operation);
        var answer = script.TryGetValue(operation, out var left) && left.TryDequeue(out var scripted) ? scripted : "{}";
        if (answer.TrimStart().StartsWith('{'))
            return Task.FromResult(Of(answer, 200, "application/x-amz-json-1.0"));
        var (head, message) = (answer.Split(": ")[0], answer.Split(": ")[1]);
        var reason = head.Split('/') is [_, var named] ? $",\"reason\":\"{named}\"" : "";
        var status = head.StartsWith("Internal", StringComparison.Ordinal) ? 500 : 400;
        return Task.FromResult(Of($$"""{"__type":"{{head.Split('/')[0]}}","message":"{{message}}"{{reason}}}""", status, "application/x-amz-json-1.0"));
    }

    private static HttpResponseMessage Of(string body, int status, string type) =>
        new((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, type) };

    private const string Session = """
        <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult>
        <AssumedRoleUser><Arn>arn:aws:sts::111122223333:assumed-role/QDeveloperAccess/aqueduct-setup</Arn><AssumedRoleId>A:a</AssumedRoleId></AssumedRoleUser>
        <Credentials><AccessKeyId>ASIA1</AccessKeyId><SecretAccessKey>secret-of-the-session</SecretAccessKey><SessionToken>token-of-the-session</SessionToken><Expiration>2026-03-02T00:00:00Z</Expiration></Credentials>
        </AssumeRoleWithWebIdentityResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></AssumeRoleWithWebIdentityResponse>
        """;
}
