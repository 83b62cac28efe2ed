using System.Text.Json;
using Aqueduct.Aws.QDeveloper;
using Aqueduct.Server.Gateway.Admission;
using Aqueduct.Server.Gateway.AmazonQ;
using Aqueduct.Server.Gateway.Http;
using Aqueduct.Server.Gateway.Upstream;
using Microsoft.AspNetCore.Http;

namespace Aqueduct.Server.Gateway.Suggestions;

/// <summary>
/// Code suggestions by Amazon Q: <c>/v2/code/completions</c> (and <c>/v2/completions</c>), <c>/v2/code/generations</c>,
/// <c>/v3/code/completions</c>, <c>/v4/code/suggestions</c>. What is for another model goes upstream as it came.
/// </summary>
internal sealed class SuggestionRoutes(
    GatewayDoor door, BoundRole role, AmazonQCalls amazonQ, AmazonQClient client, UpstreamForwarder upstream, TimeProvider clock)
{
    private const string Unauthorized = "Unauthorized to access code suggestions";

    public Task CompleteAsync(HttpContext context) => HandleAsync(context, SuggestionVersion.V2, "Unauthorized to access code completions");

    public Task GenerateAsync(HttpContext context) => HandleAsync(context, SuggestionVersion.V2, "Unauthorized to access code generations");

    public Task SuggestV3Async(HttpContext context) => HandleAsync(context, SuggestionVersion.V3, Unauthorized);

    public Task SuggestV4Async(HttpContext context) => HandleAsync(context, SuggestionVersion.V4, Unauthorized);

    private async Task HandleAsync(HttpContext context, SuggestionVersion version, string unauthorized)
    {
        using var request = await ModelRequest.ReadAsync(context);
        if (request is null)
            return;
        var component = request.Json.First("prompt_components");
        var owner = version is SuggestionVersion.V2 ? request.Json : component.Member("payload");
        if (ModelChoice.Of(request.Json, owner) is not { } chosen || (version is SuggestionVersion.V2 && owner.Text("model_provider") is null))
        {
            await upstream.ForwardAsync(context, request.Body);
            return;
        }

        if (await door.AdmitAsync(context) is not { } caller)
            return;
        if (await RefuseAsync(context, caller, chosen, version, component, unauthorized) is { } refusal)
            await GatewayAnswer.RefuseAsync(context, refusal);
        else if (Read(request.Json, owner, version, component, out var wanted) is { } fault)
            await GatewayAnswer.RefuseAsync(context, Refusal.Invalid(fault));
        else
            await AnswerAsync(context, version, wanted!, new AmazonQUser(chosen.Arn, caller.UserId));
    }

    private async ValueTask<Refusal?> RefuseAsync(
        HttpContext context, GatewayCaller caller, ChosenRole chosen, SuggestionVersion version, JsonElement component, string unauthorized)
    {
        var needsCompletion = version is not SuggestionVersion.V2 && !IsGeneration(component);
        if (!caller.HasAmazonQ || (needsCompletion && !caller.Has("complete_code")))
            return Refusal.Forbidden(unauthorized);
        if (chosen.Fault is { } fault)
            return Refusal.Invalid(fault);
        return caller.UserId.Length is 0 ? Refusal.NoUser : await role.RefuseAsync(chosen.Arn, context.RequestAborted);
    }

    private static string? Read(JsonElement request, JsonElement owner, SuggestionVersion version, JsonElement component, out SuggestionRequest? wanted) =>
        version is SuggestionVersion.V2
            ? SuggestionRequest.Read(request.Member("current_file"), "current_file.", request.IsTrue("stream"), out wanted)
            : SuggestionRequest.Read(owner, "prompt_components.0.payload.", owner.IsTrue("stream"), out wanted);

    private async Task AnswerAsync(HttpContext context, SuggestionVersion version, SuggestionRequest wanted, AmazonQUser user)
    {
        CodeRecommendation? suggested = null;
        if (wanted.Language is { } language)
        {
            var place = new CodeContext(wanted.Above, wanted.Below, wanted.FileName, language);
            var answer = await amazonQ.CallAsync(user, (session, c) => client.GenerateCodeRecommendationsAsync(session, place, c), context.RequestAborted);
            if (!answer.TryGet(out var recommendations, out var failure))
            {
                await GatewayAnswer.RefuseAsync(context, AwsRefusals.Of(failure));
                return;
            }

            suggested = recommendations is [var best, ..] ? best : null;
        }

        var shape = new SuggestionAnswer(version, wanted.Language, suggested, clock.GetUtcNow());
        await (wanted.Stream ? shape.StreamAsync(context) : shape.WriteAsync(context));
    }

    private static bool IsGeneration(JsonElement component) => component.Text("type") is "code_editor_generation";
}
