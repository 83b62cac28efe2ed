using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Aqueduct.Aws.Calling;
using Aqueduct.Aws.Credentials;
using Aqueduct.Aws.EventStreams;

namespace Aqueduct.Aws.Protocols;

/// <summary>AWS JSON: every operation is a POST of an object to <c>/</c>, named in <c>X-Amz-Target</c>.</summary>
/// <param name="version"><c>1.0</c> or <c>1.1</c>; part of the content type.</param>
internal sealed class JsonProtocol(AwsChannel channel, AwsService service, string targetPrefix, string version)
{
    /// <param name="secrets">Values of the input that no failure text may repeat.</param>
    public async Task<AwsResult<TOutput>> CallAsync<TInput, TOutput>(
        JsonOperation<TInput, TOutput> operation, TInput input, ICredentialSource signer, CancellationToken cancellationToken, IReadOnlyList<string>? secrets = null)
    {
        var call = Call(operation, input, signer, operation.AttemptLimit ?? AwsChannel.AttemptLimit, isStreaming: false, secrets);
        return (await channel.SendAsync(call, JsonErrors.Read, cancellationToken)).TryGet(out var answer, out var failure)
            ? Read(call, answer, operation.Output)
            : failure;
    }

    /// <summary>For an operation whose answer is a stream of events.</summary>
    /// <param name="silenceLimit">How long until the answer begins, and from each event to the next.</param>
    /// <param name="secrets">Values of the input that no failure text may repeat.</param>
    public Task<AwsResult<EventStream>> OpenAsync<TInput, TOutput>(
        JsonOperation<TInput, TOutput> operation,
        TInput input,
        ICredentialSource signer,
        TimeSpan silenceLimit,
        CancellationToken cancellationToken,
        IReadOnlyList<string>? secrets = null) =>
        channel.OpenAsync(Call(operation, input, signer, silenceLimit, isStreaming: true, secrets), JsonErrors.Read, cancellationToken);

    private AwsCall Call<TInput, TOutput>(
        JsonOperation<TInput, TOutput> operation, TInput input, ICredentialSource signer, TimeSpan limit, bool isStreaming, IReadOnlyList<string>? secrets) => new()
    {
        Service = service,
        Operation = operation.Name,
        ContentType = $"application/x-amz-json-{version}",
        Body = JsonSerializer.SerializeToUtf8Bytes(input, operation.Input),
        Repeatable = operation.Repeatable,
        Signer = signer,
        Target = $"{targetPrefix}.{operation.Name}",
        Secrets = secrets ?? [],
        AttemptLimit = limit,
        IsStreaming = isStreaming,
    };

    private static AwsResult<TOutput> Read<TOutput>(AwsCall call, AwsAnswer answer, JsonTypeInfo<TOutput> type)
    {
        try
        {
            // Some services answer nothing where the output has no members.
            return JsonSerializer.Deserialize(answer.Body.IsEmpty ? "{}"u8 : answer.Body.Span, type) is { } output ? output : NoAnswer.NotAws(call, answer);
        }
        catch (JsonException)
        {
            return NoAnswer.NotAws(call, answer);
        }
    }
}

/// <param name="Repeatable">Whether a second execution does no harm.</param>
/// <param name="AttemptLimit">How long one attempt may take; null for the channel's limit.</param>
internal sealed record JsonOperation<TInput, TOutput>(
    string Name, JsonTypeInfo<TInput> Input, JsonTypeInfo<TOutput> Output, bool Repeatable, TimeSpan? AttemptLimit = null);
