using System.Globalization;
using Aqueduct.Aws;
using Aqueduct.Server.Audit;
using Aqueduct.Server.Gateway.Admission;
using Aqueduct.Server.Gateway.AmazonQ;
using Aqueduct.Server.Gateway.Http;
using Aqueduct.Server.Storage;
using Aqueduct.Setup.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Aqueduct.Server.Gateway.OAuthApplication;

/// <summary>
/// What the three calls of GitLab's settings page share: who calls, what is sent, in whose session; and the line in the log with the status
/// that GitLab's documentation tells administrators to look for.
/// </summary>
internal sealed partial class ApplicationCall(
    GatewayDoor door, BoundRole role, ConnectionByGitLab connection, IDatabase database, IAuditTrail trail, TimeProvider clock, ILogger<ApplicationCall> logger)
{
    private const int MostBytes = 64 * 1024;

    public static readonly TextField RoleArn = new("role_arn", 2048);

    /// <param name="fields">The first is <see cref="RoleArn"/>.</param>
    /// <param name="action">As the audit trail names the change; null: it changes nothing.</param>
    /// <param name="codeAt">Which field is GitLab's code; -1: none.</param>
    /// <param name="work">Returns AWS's refusal; otherwise it has answered.</param>
    public async Task HandleAsync(
        HttpContext context, string route, string? action, IReadOnlyList<TextField> fields, int codeAt, Func<AmazonQUser, string[], Task<AwsFailure?>> work)
    {
        if (await door.AdmitAsync(context) is not { } caller)
            return;
        if (await ReadAsync(context, caller, fields) is not { } values)
            return;
        var user = new AmazonQUser(values[0], caller.UserId, codeAt < 0 ? null : values[codeAt]);
        if (await work(user, values) is { } failure)
            await GatewayAnswer.RefuseAsync(context, AwsRefusals.Of(failure));

        var call = new ConnectionCall(route, context.Response.StatusCode, clock.GetUtcNow(), caller.CorrelationId);
        LogCall(call.Route, call.Status, call.CorrelationId);
        await connection.RememberAsync(call, CancellationToken.None);
        if (action is not null)
            await trail.RecordAsync(database, EntryOf(context, caller, action, user.RoleArn), CancellationToken.None);
    }

    private static AuditEntry EntryOf(HttpContext context, GatewayCaller caller, string action, string roleArn) => new(
        $"gitlab:{caller.UserId}", null, action, $"role {roleArn}", null, string.Create(CultureInfo.InvariantCulture, $"answered {context.Response.StatusCode}"),
        context.Connection.RemoteIpAddress?.ToString() ?? "", caller.CorrelationId);

    private async Task<string[]?> ReadAsync(HttpContext context, GatewayCaller caller, IReadOnlyList<TextField> fields)
    {
        var (values, refusal) = await ReadAsync(context, caller, fields, caller.HasAmazonQ);
        if (refusal is null)
            return values;
        LogCall(context.Request.Path, refusal.Status, caller.CorrelationId);
        await GatewayAnswer.RefuseAsync(context, refusal);
        return null;
    }

    private async Task<(string[]? Values, Refusal? Refusal)> ReadAsync(HttpContext context, GatewayCaller caller, IReadOnlyList<TextField> fields, bool permitted)
    {
        if (!permitted)
            return (null, Refusal.Forbidden("Unauthorized to perform action"));
        using var body = await RequestBody.ReadAsync(context, MostBytes);
        if (body is null)
            return (null, Refusal.TooLarge(MostBytes));
        if (TextFields.Read(body.Bytes.Span, fields, out var values) is { } fault)
            return (null, Refusal.Invalid(fault));
        if (caller.UserId.Length is 0)
            return (null, Refusal.NoUser);
        return await role.RefuseAsync(values[0]!, context.RequestAborted) is { } refusal ? (null, refusal) : ((string[])values!, null);
    }

    [LoggerMessage(1402, LogLevel.Information, "Connection call {Route} answered {Status}, correlation ID {CorrelationId}")]
    private partial void LogCall(string route, int status, string correlationId);
}
