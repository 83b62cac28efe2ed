using System.Collections.Concurrent;
using System.Net;
using System.Security;
using System.Text;
using Aqueduct.Setup;

namespace Aqueduct.Tests.Server.Identity.RoleSessions;

/// <summary>Our issuer and AWS STS in one: a token names its user, and the session it gets names both.</summary>
internal sealed class CountingSts(TimeProvider clock) : HttpMessageHandler, IIssueTokens
{
    private readonly ConcurrentQueue<IReadOnlyDictionary<string, string>> calls = new();

    /// <summary>The forms STS got.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Calls => [.. calls];

    /// <summary>Holds every answer until it completes.</summary>
    public Task Answering { get; set; } = Task.CompletedTask;

    /// <summary>AWS's error code instead of a session.</summary>
    public string? Refuses { get; set; }

    public TimeSpan Life { get; set; } = TimeSpan.FromHours(12);

    public Task<string> GetSigningKeyIdAsync(CancellationToken cancellationToken) => Task.FromResult("kid");

    public Task<string> IssueAsync(string user, CancellationToken cancellationToken) => Task.FromResult("token of " + user);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var form = (await request.Content!.ReadAsStringAsync(cancellationToken)).Split('&').Select(p => p.Split('='))
            .ToDictionary(p => WebUtility.UrlDecode(p[0]), p => WebUtility.UrlDecode(p[1]));
        calls.Enqueue(form);
        var number = calls.Count;
        await Answering.WaitAsync(cancellationToken);
        return Refuses is { } code
            ? Answer(400, $"<ErrorResponse><Error><Code>{code}</Code><Message>No.</Message></Error><RequestId>1</RequestId></ErrorResponse>")
            : Answer(200, $"""
                <AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult>
                  <AssumedRoleUser><Arn>{form["RoleArn"]}/{SecurityElement.Escape(form["WebIdentityToken"])}</Arn></AssumedRoleUser>
                  <Credentials><AccessKeyId>ASIA{number}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>session</SessionToken>
                    <Expiration>{clock.GetUtcNow() + Life:O}</Expiration></Credentials>
                </AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>
                """);
    }

    private static HttpResponseMessage Answer(int status, string xml) =>
        new((HttpStatusCode)status) { Content = new StringContent(xml, Encoding.UTF8, "text/xml") };
}
