using Aqueduct.Server.Gateway.Http;
using Aqueduct.Server.Identity.CloudConnector;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Aqueduct.Server.Gateway.Admission;

/// <summary>
/// Who may come in: steps 1. one bearer token, of kind <c>oidc</c>; 2. the token itself; 3. the headers it must agree with. The body is not
/// looked at before all three hold. Texts: GitLab's AI gateway, which GitLab's log readers know.
/// </summary>
internal sealed partial class GatewayDoor(CloudConnectorTokens tokens, ILogger<GatewayDoor> logger)
{
    private const string Bearer = "Bearer ";

    /// <returns>Null when the refusal was written.</returns>
    public async ValueTask<GatewayCaller?> AdmitAsync(HttpContext context)
    {
        var correlationId = CorrelationId.Of(context);
        var headers = context.Request.Headers;
        if (WhyNoToken(headers, out var token) is { } fault)
            return await RefuseAsync(context, fault, fault, correlationId);

        var verdict = await tokens.VerifyAsync(token, context.RequestAborted);
        if (!verdict.TryGet(out var verified, out var refusal))
            return await RefuseAsync(context, "Forbidden by auth provider", $"{refusal}", correlationId);
        if (Mismatch(headers, verified) is { } header)
            return await RefuseAsync(context, $"Header mismatch '{header}'", header, correlationId);
        return new GatewayCaller(verified, One(headers, GitLabHeaders.GlobalUserId) ?? "", correlationId);
    }

    private static string? WhyNoToken(IHeaderDictionary headers, out string token)
    {
        token = "";
        var authorization = headers.Authorization;
        if (authorization.Count is 0)
            return "No authorization header presented";
        if (authorization is not [{ } only] || !only.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return "Invalid authorization header";
        if (One(headers, GitLabHeaders.AuthenticationType) is not "oidc")
            return "Invalid authentication token type - only OIDC is supported";
        token = only[Bearer.Length..];
        return null;
    }

    private static string? Mismatch(IHeaderDictionary headers, CloudConnectorToken token)
    {
        if (token.Realm.Length > 0 && One(headers, GitLabHeaders.Realm) != token.Realm)
            return GitLabHeaders.Realm;
        var instance = One(headers, GitLabHeaders.InstanceId);
        return instance == token.Subject && (token.InstanceId.Length is 0 || instance == token.InstanceId) ? null : GitLabHeaders.InstanceId;
    }

    /// <summary>Null when it is absent or there twice.</summary>
    private static string? One(IHeaderDictionary headers, string name) => headers[name] is [{ } only] ? only : null;

    private async Task<GatewayCaller?> RefuseAsync(HttpContext context, string error, string reason, string correlationId)
    {
        LogRefused(context.Request.Path, reason, correlationId);
        await GatewayAnswer.UnauthorizedAsync(context, error);
        return null;
    }

    [LoggerMessage(1401, LogLevel.Warning, "Gateway call {Route} refused: {Reason}, correlation ID {CorrelationId}")]
    private partial void LogRefused(string route, string reason, string correlationId);
}
