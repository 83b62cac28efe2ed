using System.Text.Json;
using Aqueduct.StandIns.GitLab.Http;

namespace Aqueduct.StandIns.GitLab.Rehearsal;

/// <summary>
/// The stand-in's own controls, which no GitLab has:
/// <c>GET /_standin/ready</c>; <c>GET</c> and <c>DELETE /_standin/requests</c>;
/// <c>GET</c>, <c>PUT</c> (one <see cref="GitLabFault"/> in snake_case or an array of them, added) and <c>DELETE /_standin/faults</c>.
/// </summary>
internal sealed class RehearsalRoutes(RequestLog log, FaultPlan faults)
{
    internal static readonly JsonSerializerOptions Wire = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public void Map(RouteTable routes)
    {
        routes.Add("GET", "/_standin/ready", _ => Answer.Text("ready\n"));
        routes.Add("GET", "/_standin/requests", _ => Answer.Json(JsonSerializer.SerializeToNode(log.All(), Wire)));
        routes.Add("DELETE", "/_standin/requests", _ => { log.Clear(); return Answer.NoContent(); });
        routes.Add("GET", "/_standin/faults", _ => Answer.Json(JsonSerializer.SerializeToNode(faults.All(), Wire)));
        routes.Add("DELETE", "/_standin/faults", _ => { faults.Clear(); return Answer.NoContent(); });
        routes.Add("PUT", "/_standin/faults", AddAsync);
    }

    private async Task<Answer> AddAsync(Call call)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(call.Http.Request.Body, cancellationToken: call.Aborted);
            var added = body.RootElement.ValueKind == JsonValueKind.Array
                ? body.RootElement.Deserialize<GitLabFault[]>(Wire)!
                : [body.RootElement.Deserialize<GitLabFault>(Wire)!];
            foreach (var fault in added) faults.Add(fault);
            return Answer.NoContent();
        }
        catch (JsonException e)
        {
            throw ApiError.Error(400, e.Message);
        }
    }
}
