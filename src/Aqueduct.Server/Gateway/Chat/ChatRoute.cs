using System.Text;
using Aqueduct.Aws;
using Aqueduct.Aws.QDeveloper;
using Aqueduct.Server.Gateway.Admission;
using Aqueduct.Server.Gateway.AmazonQ;
using Aqueduct.Server.Gateway.Http;
using Aqueduct.Server.Gateway.Suggestions;
using Aqueduct.Server.Gateway.Upstream;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Aqueduct.Server.Gateway.Chat;

/// <summary><c>POST /v2/chat/agent</c> with Amazon Q's metadata: one answer, streamed as it comes. Anything else goes upstream.</summary>
internal sealed partial class ChatRoute(
    GatewayDoor door, BoundRole role, AmazonQCalls amazonQ, AmazonQClient client, UpstreamForwarder upstream, ILogger<ChatRoute> logger)
{
    /// <summary>How long Amazon Q may be silent: thinking takes long, and a person waits.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);

    private readonly ChatMemory memory = new();

    public async Task HandleAsync(HttpContext context)
    {
        using var request = await ModelRequest.ReadAsync(context);
        if (request is null)
            return;
        if (ModelChoice.Of(request.Json, default) is not { } chosen)
        {
            await upstream.ForwardAsync(context, request.Body);
            return;
        }

        if (await door.AdmitAsync(context) is not { } caller)
            return;
        if (await ReadAsync(context, caller, chosen, request) is { } asked)
            await AnswerAsync(context, caller, asked, new AmazonQUser(chosen.Arn, caller.UserId));
    }

    private async Task<ChatRequest?> ReadAsync(HttpContext context, GatewayCaller caller, ChosenRole chosen, ModelRequest request)
    {
        ChatRequest? asked = null;
        var refusal = !caller.HasAmazonQ ? Refusal.Forbidden("Unauthorized to access duo chat")
            : chosen.Fault is { } roleFault ? Refusal.Invalid(roleFault)
            : ChatRequest.Read(request.Json, out asked) is { } fault ? Refusal.Invalid(fault)
            : caller.UserId.Length is 0 ? Refusal.NoUser
            : asked!.Categories.FirstOrDefault(c => !caller.Has($"include_{c}_context")) is { } category ? Refusal.Forbidden($"Unauthorized to access include_{category}_context")
            : await role.RefuseAsync(chosen.Arn, context.RequestAborted);
        if (refusal is null)
            return asked;
        await GatewayAnswer.RefuseAsync(context, refusal);
        return null;
    }

    private async Task AnswerAsync(HttpContext context, GatewayCaller caller, ChatRequest asked, AmazonQUser user)
    {
        var message = new ChatMessage(asked.Question) { ConversationId = memory.Find(user.UserId, asked), History = asked.History };
        var opened = await amazonQ.CallAsync(user, (session, c) => client.SendMessageAsync(session, message, Silence, c), context.RequestAborted);
        if (!opened.TryGet(out var stream, out var failure))
        {
            await GatewayAnswer.RefuseAsync(context, AwsRefusals.Of(failure));
            return;
        }

        await using (stream)
        {
            var lines = new ChatLines(context.Response);
            var (text, conversation, broken) = await PassOnAsync(stream, lines, context.RequestAborted);
            if (broken is { } cause)
            {
                LogBroken(cause.Code, caller.CorrelationId);
                await lines.ErrorAsync(AwsRefusals.Of(cause).Detail, AwsRefusals.IsPassing(cause), context.RequestAborted);
            }
            else if (conversation is not null)
            {
                memory.Remember(user.UserId, asked.Typed, text, conversation);
            }
        }
    }

    private static async Task<(string Text, string? Conversation, AwsFailure? Broken)> PassOnAsync(
        ChatStream stream, ChatLines lines, CancellationToken cancellationToken)
    {
        var said = new StringBuilder();
        string? conversation = null;
        await foreach (var next in stream.WithCancellation(cancellationToken))
        {
            if (!next.TryGet(out var part, out var failure))
                return ("", null, failure);
            if (part is ChatMetadata metadata)
                conversation = metadata.ConversationId;
            if (TextOf(part) is not { Length: > 0 } text)
                continue;
            said.Append(text);
            await lines.DeltaAsync(text, cancellationToken);
        }

        return (said.ToString(), conversation, null);
    }

    private static string? TextOf(ChatEvent part) => part switch
    {
        ChatText text => text.Text,
        ChatReferences references => ReferenceText.Of(references.References),
        _ => null,
    };

    [LoggerMessage(1404, LogLevel.Warning, "Chat answer broke off: {Code}, correlation ID {CorrelationId}")]
    private partial void LogBroken(string code, string correlationId);
}
