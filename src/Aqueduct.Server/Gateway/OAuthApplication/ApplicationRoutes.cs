using System.Text.Json;
using Aqueduct.Aws;
using Aqueduct.Aws.QDeveloper;
using Aqueduct.Server.Gateway.AmazonQ;
using Aqueduct.Server.Gateway.Http;
using Aqueduct.Setup.Connections;
using Microsoft.AspNetCore.Http;

namespace Aqueduct.Server.Gateway.OAuthApplication;

/// <summary>
/// <c>POST /v1/amazon_q/oauth/application</c>, <c>…/delete</c>, <c>…/verify</c>: what GitLab calls when an administrator saves or disconnects
/// Amazon Q's settings, and when it checks the connection.
/// </summary>
internal sealed class ApplicationRoutes(ApplicationCall call, AmazonQCalls amazonQ, AmazonQClient client, ConnectionByGitLab connection)
{
    public const string Create = "/v1/amazon_q/oauth/application";
    public const string Delete = "/v1/amazon_q/oauth/application/delete";
    public const string Verify = "/v1/amazon_q/oauth/application/verify";

    private const string Credentials = "GITLAB_CREDENTIAL_VALIDITY";

    private static readonly TextField[] CreateFields =
        [ApplicationCall.RoleArn, new("client_id", 255), new("client_secret", 1000), new("instance_url", 500), new("redirect_url", 500)];

    private static readonly TextField[] DeleteFields = [ApplicationCall.RoleArn];
    private static readonly TextField[] VerifyFields = [ApplicationCall.RoleArn, new("code", 255)];

    // Once begun, a change of the connection is finished even if GitLab hangs up: half a registration helps nobody.
    public Task CreateAsync(HttpContext context) => call.HandleAsync(context, Create, "connection.connect", CreateFields, codeAt: -1, async (user, values) =>
    {
        var application = new OAuthApp(values[1], values[2], values[3], values[4]);
        return Answer(context, await amazonQ.CallAsync(user, (session, c) => connection.CreateAsync(session, user.RoleArn, application, c), CancellationToken.None));
    });

    public Task DeleteAsync(HttpContext context) => call.HandleAsync(context, Delete, "connection.disconnect", DeleteFields, codeAt: -1, async (user, _) =>
        Answer(context, await amazonQ.CallAsync(user, connection.DeleteAsync, CancellationToken.None)));

    public Task VerifyAsync(HttpContext context) => call.HandleAsync(context, Verify, action: null, VerifyFields, codeAt: 1, async (user, _) =>
    {
        if (!(await CheckAsync(user, context.RequestAborted)).TryGet(out var checks, out var failure))
            return failure;
        await WriteAsync(context, checks);
        return null;
    });

    /// <summary>Whom Amazon Q has never seen it cannot check: it is given GitLab's code first, and asked again.</summary>
    private async Task<AwsResult<IReadOnlyList<ConnectionCheck>>> CheckAsync(AmazonQUser user, CancellationToken cancellationToken)
    {
        var checks = await amazonQ.CallAsync(user, client.VerifyOAuthAppConnectionAsync, cancellationToken);
        if (!checks.TryGet(out var seen, out _) || seen.All(c => c is not { Name: Credentials, Status: "INCOMPLETE" }))
            return checks;
        var granted = await amazonQ.CallAsync(user with { Code = null }, (session, c) => client.CreateAuthGrantAsync(session, user.Code!, c), cancellationToken);
        return granted.Failure is null ? await amazonQ.CallAsync(user with { Code = null }, client.VerifyOAuthAppConnectionAsync, cancellationToken) : checks;
    }

    private static AwsFailure? Answer(HttpContext context, AwsResult<Done> result)
    {
        if (result.Failure is null)
            GatewayAnswer.NoContent(context);
        return result.Failure;
    }

    private static async Task WriteAsync(HttpContext context, IReadOnlyList<ConnectionCheck> checks)
    {
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        foreach (var check in checks)
        {
            json.WriteStartObject(check.Name);
            json.WriteString("status", check.Status);
            if (check.Message is not null)
                json.WriteString("message", check.Message);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
