using System.Text;
using System.Text.Json;
using Aqueduct.StandIns.Aws.AmazonQ;
using Aqueduct.StandIns.Aws.World;
using Aqueduct.StandIns.Rehearsal;
using Microsoft.AspNetCore.Http;

namespace Aqueduct.StandIns.Aws.Rehearsal;

/// <summary>
/// The stand-in's own routes, beside AWS's, for a test or rehearsal in another process:
/// <list type="bullet">
/// <item><c>GET /_standin/ready</c>: 200 once it answers.</item>
/// <item><c>GET /_standin/requests</c>: the calls so far, oldest first.</item>
/// <item><c>GET /_standin/faults</c>: the faults with <c>isReached</c>.</item>
/// <item><c>GET /_standin/events</c>: what SendEvent took, each event once, oldest first.</item>
/// <item><c>PUT /_standin/faults</c> with <c>{"kind": "Hold|Drop|Throttle|Fail|Slow|Deny|Expire", "operation": "CreateRole", "nth": 1, "times": 1}</c>
/// and, where the kind has them, <c>frames</c>, <c>milliseconds</c>, <c>status</c>, <c>reason</c>, <c>retryAfter</c> of <see cref="Fault"/>:
/// adds one, answers it with its id.</item>
/// <item><c>GET /_standin/faults/ID/reached</c>: answers when the fault has hit its first call.</item>
/// <item><c>DELETE /_standin/faults/ID</c>, <c>DELETE /_standin/faults</c>: removes one or all; held answers go.</item>
/// <item><c>PUT /_standin/settings</c> with <c>{"callsUntilVisible": 3, "profilesClosedToNewAccounts": true}</c>: how many calls what is created stays
/// unseen; whether an account without a Q Developer profile can make one. What is left out stays as it is.</item>
/// </list>
/// </summary>
internal sealed class ControlRoutes(RequestLog<AwsRequest> requests, FaultList<Fault> faults, AwsWorld world)
{
    private static readonly JsonSerializerOptions Format = 
        new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    private sealed record NewFault(
        FaultKind Kind,
        string Operation,
        int Nth = 1,
        int Times = 1,
        int Frames = 0,
        int Milliseconds = 0,
        int Status = 500,
        string Reason = AmazonQErrors.OtherReason,
        int? RetryAfter = null);

    private sealed record NewSettings(int? CallsUntilVisible = null, bool? ProfilesClosedToNewAccounts = null);

    /// <summary>Answers one of the routes above; anything else below <c>/_standin</c> is 404.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries)[1..];
        var answered = (context.Request.Method, path) switch
        {
            ("GET", ["ready"]) => WriteAsync(context, new { ready = true }),
            ("GET", ["requests"]) => WriteAsync(context, requests.All()),
            ("GET", ["faults"]) => WriteAsync(context, faults.All()),
            ("GET", ["events"]) => WriteAsync(context, world.Read(Events)),
            ("PUT", ["faults"]) => AddAsync(context),
            ("GET", ["faults", var id, "reached"]) when faults.All().FirstOrDefault(f => f.Id == id) is { } fault => ReachedAsync(context, fault),
            ("DELETE", ["faults", var id]) when faults.Remove(id) => WriteAsync(context, new { removed = id }),
            ("DELETE", ["faults"]) => ClearAsync(context),
            ("PUT", ["settings"]) => SetAsync(context),
            _ => NotFoundAsync(context),
        };
        await answered;
    }

    private async Task AddAsync(HttpContext context)
    {
        if (await BodyAsync<NewFault>(context) is not { } body) return;
        var fault = new Fault(body.Kind, body.Operation, body.Nth, body.Times)
        {
            Frames = body.Frames, Milliseconds = body.Milliseconds, Status = body.Status, Reason = body.Reason, RetryAfter = body.RetryAfter,
        };
        await (fault.Mistake is { } mistake ? RefuseAsync(context, mistake) : WriteAsync(context, faults.Add(fault)));
    }

    private static List<object> Events(WorldState state) =>
    [
        .. state.AmazonQ.Regions.SelectMany(r => r.Value.Events.Select(e => new
        {
            Region = r.Key, e.ClientToken, e.EventId, e.EventVersion, e.Caller, e.Received, Event = Encoding.UTF8.GetString(e.Event),
        })).OrderBy(e => e.Received),
    ];

    private async Task SetAsync(HttpContext context)
    {
        if (await BodyAsync<NewSettings>(context) is not { } body) return;
        world.Settings.CallsUntilVisible = body.CallsUntilVisible ?? world.Settings.CallsUntilVisible;
        world.Settings.ProfilesClosedToNewAccounts = body.ProfilesClosedToNewAccounts ?? world.Settings.ProfilesClosedToNewAccounts;
        await WriteAsync(context, body);
    }

    private static async Task ReachedAsync(HttpContext context, Fault fault)
    {
        await fault.Reached.WaitAsync(context.RequestAborted);
        await WriteAsync(context, fault);
    }

    private Task ClearAsync(HttpContext context)
    {
        faults.Clear();
        return WriteAsync(context, faults.All());
    }

    private static async Task<T?> BodyAsync<T>(HttpContext context) where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(context.Request.Body, Format, context.RequestAborted);
        }
        catch (JsonException e)
        {
            await RefuseAsync(context, e.Message);
            return null;
        }
    }

    private static Task RefuseAsync(HttpContext context, string error)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return WriteAsync(context, new { error });
    }

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static Task WriteAsync<T>(HttpContext context, T value) => context.Response.WriteAsJsonAsync(value, Format, context.RequestAborted);
}
