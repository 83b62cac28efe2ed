using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.Access;
using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.Rest;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.AmazonQ;

/// <summary>
/// <c>POST /code_suggestions/completions</c>: Amazon Q's suggestion, passed on from the AI gateway. A completion is asked at
/// <c>/v2/code/completions</c>, a generation at <c>/v3/code/completions</c>, or at <c>/v4/code/suggestions</c> by clients that say
/// <c>X-Supports-Sse-Streaming: true</c>. Without <c>intent</c> it is a completion; GitLab would look for an instruction in the code.
/// </summary>
internal sealed class CodeSuggestions(GitLabWorld world, Rights rights, AiGateway gateway)
{
    public void Map(RestRoutes routes) => routes.PostAsync("/code_suggestions/completions", SuggestAsync, Demand.User, "ai_features");

    private async Task<Answer> SuggestAsync(Call call)
    {
        var (path, body) = world.Read(() => Prepare(call));
        var exchange = await gateway.OpenAsync(path, body, call.Caller.User, call.RequestId, call.Aborted);
        call.Http.Response.RegisterForDispose(exchange);
        return await Relay.PassOnAsync(exchange, call.Aborted);
    }

    private (string Path, JsonObject Body) Prepare(Call call)
    {
        if (!world.State.HasAmazonQ()) throw new ApiError(ApiError.Unauthorized().Answer.With("X-GitLab-Error-Origin", "monolith"));
        var request = SuggestionRequest.Read(call.Parameters);
        if (request.ProjectPath is { } path) RefuseWithoutDuo(call.Caller, path);
        var roleArn = world.State.AmazonQ.RoleArn!;
        if (!request.IsGeneration) return (Relay.Completions, request.Completion(roleArn));
        var streams = call.Http.Request.Headers["X-Supports-Sse-Streaming"].ToString().ToLowerInvariant() is "true" or "1";
        return (streams ? Relay.Suggestions : Relay.Generations, request.Generation(roleArn));
    }

    private void RefuseWithoutDuo(Caller caller, string path)
    {
        var project = world.State.Projects.Find(p => world.State.FullPath(p) == path && rights.Sees(caller, p)) ?? throw ApiError.NotFound("Project");
        if (!world.State.HasDuo(project)) throw ApiError.Forbidden();
    }
}
