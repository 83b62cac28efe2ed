using System.Text.Json;
using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.Rehearsal;

namespace Aqueduct.StandIns.GitLab.Rehearsal;

/// <summary>
/// The stand-in's own routes, which no GitLab has, for a test or rehearsal in another process; the same as the AWS stand-in's:
/// <list type="bullet">
/// <item><c>GET /_standin/ready</c>: 200 once it answers.</item>
/// <item><c>GET</c> and <c>DELETE /_standin/requests</c>: the calls so far, oldest first; forget them.</item>
/// <item><c>GET /_standin/faults</c>: the faults with <c>isReached</c>.</item>
/// <item><c>PUT /_standin/faults</c> with <c>{"kind": "Hold|Drop|Throttle|Fail|BadGateway|BadGatewayAfterExecuting|Slow", "route": "POST /applications",
/// "nth": 1, "times": 1, "seconds": 1}</c>: adds one, answers it with its id.</item>
/// <item><c>GET /_standin/faults/ID/reached</c>: answers when the fault has hit its first call.</item>
/// <item><c>DELETE /_standin/faults/ID</c>, <c>DELETE /_standin/faults</c>: removes one or all; held answers go.</item>
/// </list>
/// </summary>
internal sealed class RehearsalRoutes(RequestLog<GitLabRequest> log, FaultList<GitLabFault> faults)
{
    private static readonly JsonSerializerOptions Format =
        new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    private sealed record NewFault(GitLabFaultKind Kind, string Route, int Nth = 1, int Times = 1, int Seconds = 1);

    public void Map(RouteTable routes)
    {
        routes.Add("GET", "/_standin/ready", _ => Answer.Json(new JsonObject { ["ready"] = true }));
        routes.Add("GET", "/_standin/requests", _ => Show(log.All()));
        routes.Add("DELETE", "/_standin/requests", _ => { log.Clear(); return Answer.NoContent(); });
        routes.Add("GET", "/_standin/faults", _ => Show(faults.All()));
        routes.Add("PUT", "/_standin/faults", AddAsync);
        routes.Add("GET", "/_standin/faults/:id/reached", ReachedAsync);
        routes.Add("DELETE", "/_standin/faults", _ => { faults.Clear(); return Answer.NoContent(); });
        routes.Add("DELETE", "/_standin/faults/:id", call => faults.Remove(call["id"]) ? Answer.NoContent() : throw ApiError.NotFound("Fault"));
    }

    private async Task<Answer> AddAsync(Call call)
    {
        try
        {
            var added = (await JsonSerializer.DeserializeAsync<NewFault>(call.Http.Request.Body, Format, call.Aborted))!;
            return Show(faults.Add(new GitLabFault(added.Kind, added.Route, added.Nth, added.Times, added.Seconds)));
        }
        catch (JsonException e)
        {
            throw ApiError.Error(400, e.Message);
        }
    }

    private async Task<Answer> ReachedAsync(Call call)
    {
        var fault = faults.All().FirstOrDefault(f => f.Id == call["id"]) ?? throw ApiError.NotFound("Fault");
        await fault.Reached.WaitAsync(call.Aborted);
        return Show(fault);
    }

    private static Answer Show<T>(T value) => Answer.Json(JsonSerializer.SerializeToNode(value, Format));
}
