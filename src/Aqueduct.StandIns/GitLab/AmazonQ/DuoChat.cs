using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.Access;
using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.Rest;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.AmazonQ;

/// <summary>
/// <c>POST /chat/completions</c>: GitLab Duo Chat, answered with one JSON string. Asks <c>/v2/chat/agent</c> with the caller's chat so
/// far; <c>with_clean_history</c> forgets that before and after. Whatever fails behind it is said in the answer, as GitLab does.
/// </summary>
internal sealed class DuoChat(GitLabWorld world, ChatResources resources, AiGateway gateway)
{
    private const string AmazonQ = "amazon_q";
    private readonly ChatHistory history = new();

    public void Map(RestRoutes routes) => routes.PostAsync("/chat/completions", AnswerAsync, Demand.User, "ai_features");

    private async Task<Answer> AnswerAsync(Call call)
    {
        var question = ChatQuestion.Read(call.Parameters);
        var (context, roleArn) = world.Read(() => world.State.HasAmazonQ() ? (resources.Describe(call), world.State.AmazonQ.RoleArn!) : throw ApiError.NotFound());
        var user = call.Caller.User;
        var fresh = call.Parameters.Flag("with_clean_history") ?? false;
        if (fresh) history.Forget(user.Id);

        var asked = question.Message(context);
        using var exchange = await gateway.OpenAsync("/v2/chat/agent", Body([.. history.Of(user.Id), asked], roleArn), user, call.RequestId, call.Aborted);
        var answer = await ChatAnswer.ReadAsync(exchange, call.Aborted);
        if (!fresh && answer.IsComplete) history.Add(user.Id, asked, answer.Text);
        return Answer.Created(JsonValue.Create(answer.Text));
    }

    private static JsonObject Body(IReadOnlyList<JsonObject> messages, string roleArn) => new()
    {
        ["messages"] = new JsonArray([.. messages.Select(m => m.DeepClone())]),
        ["options"] = new JsonObject { ["agent_scratchpad"] = new JsonObject { ["agent_type"] = "react", ["steps"] = new JsonArray() } },
        ["model_metadata"] = new JsonObject { ["provider"] = AmazonQ, ["name"] = AmazonQ, ["role_arn"] = roleArn },
    };
}
