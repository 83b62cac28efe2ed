using System.Text.Json;
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
/// <item><c>PUT /_standin/faults</c> with <c>{"kind": "Hold|Drop|Throttle|Fail", "operation": "CreateRole", "nth": 1, "times": 1}</c>:
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

    private sealed record NewFault(FaultKind Kind, string Operation, int Nth = 1, int Times = 1);

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
        if (await BodyAsync<NewFault>(context) is { } body)
            await WriteAsync(context, faults.Add(new Fault(body.Kind, body.Operation, body.Nth, body.Times)));
    }

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
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await WriteAsync(context, new { error = e.Message });
            return null;
        }
    }

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static Task WriteAsync<T>(HttpContext context, T value) => context.Response.WriteAsJsonAsync(value, Format, context.RequestAborted);
}
