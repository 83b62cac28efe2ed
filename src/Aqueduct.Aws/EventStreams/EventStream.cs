using System.Diagnostics.CodeAnalysis;
using Aqueduct.Aws.Calling;
using Aqueduct.Aws.Protocols;

namespace Aqueduct.Aws.EventStreams;

/// <summary>
/// The events of one answer, as they arrive. What AWS reports within the stream, damage, a broken connection and silence are failures;
/// after one nothing follows.
/// </summary>
internal sealed class EventStream : IAsyncDisposable
{
    private const string MediaType = "application/vnd.amazon.eventstream";

    private readonly AwsCall call;
    private readonly HttpResponseMessage response;
    private readonly string? requestId;
    private readonly Stream body;
    private readonly FrameReader frames;
    private readonly CancellationTokenSource silence;
    private bool isOver;

    private EventStream(AwsCall call, AwsAnswer answer, Stream body, TimeProvider clock)
    {
        (this.call, response, requestId, this.body, frames) = (call, answer.Unread!, answer.RequestId, body, new FrameReader(body));
        silence = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
    }

    /// <summary>Reads up to the first frame, which is the operation's own answer: what AWS refuses before any event is a refusal of the call.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The stream owns the response, and the caller the stream.")]
    public static async Task<AwsResult<EventStream>> BeginAsync(AwsCall call, AwsAnswer answer, TimeProvider clock, CancellationToken cancellationToken)
    {
        var stream = new EventStream(call, answer, await answer.Unread!.Content.ReadAsStreamAsync(cancellationToken), clock);
        try
        {
            var failure = answer.ContentType != MediaType ? NoAnswer.NotAws(call, answer)
                : !(await stream.NextAsync(cancellationToken)).TryGet(out var first, out var refusal) ? refusal
                : first?.Has(":event-type"u8, "initial-response"u8) is true ? null
                : NoAnswer.Damaged(call, "it does not begin with the initial response");
            if (failure is null)
            {
                return stream;
            }

            await stream.DisposeAsync();
            return failure;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    /// <returns>The next event, good until the next call; null at the end.</returns>
    public async ValueTask<AwsResult<Frame?>> NextAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        silence.CancelAfter(call.AttemptLimit);
        isOver = true; // a read that is broken off ends the connection
        try
        {
            var read = await frames.ReadAsync(either.Token);
            silence.CancelAfter(Timeout.InfiniteTimeSpan);
            isOver = read is { Frame: null, Damage: null };
            return read.Damage is { } damage ? NoAnswer.Damaged(call, damage)
                : read.Frame is null || read.Frame.Has(":message-type"u8, "event"u8) ? read.Frame
                : Reported(read.Frame);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return NoAnswer.TimedOut(call, call.AttemptLimit);
        }
        catch (IOException e)
        {
            return NoAnswer.Broken(call, e);
        }
    }

    /// <summary>An event that itself reports a failure.</summary>
    public AwsFailure Reported(string code, Frame frame)
    {
        var members = JsonErrors.Members(frame.Payload);
        return Reported(code, JsonErrors.TakeMessage(members), members);
    }

    public AwsFailure Damaged(string how) => NoAnswer.Damaged(call, how);

    /// <summary>An answer that is not at its end is given up, connection and all. A call of <see cref="NextAsync"/> under way is cancelled first.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!isOver)
        {
            await GiveUpAsync();
        }

        response.Dispose();
        frames.Dispose();
        silence.Dispose();
    }

    // Disposing alone reads on for a while, to keep the connection. A read that is cancelled while it waits ends it at once, and AWS with it.
    private async Task GiveUpAsync()
    {
        using var leaving = new CancellationTokenSource();
        var rest = new byte[4096];
        try
        {
            for (var buffered = 0; buffered < FrameReader.FrameLimit;)
            {
                var read = body.ReadAsync(rest, leaving.Token);
                if (!read.IsCompleted)
                {
                    await leaving.CancelAsync();
                }

                if (await read is var count and > 0)
                {
                    buffered += count;
                    continue;
                }

                return;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // Gone, as meant.
        }
    }

    // Exceptions are of the model, with its members as payload; errors are of the transport, with code and text as headers.
    private AwsFailure Reported(Frame frame) => frame.Has(":message-type"u8, "exception"u8)
        ? Reported(frame.String(":exception-type"u8), frame)
        : Reported(frame.String(":error-code"u8), frame.String(":error-message"u8), []);

    // A stream's status was written before anything went wrong, so a code that says nothing else is a fault of the server.
    private AwsFailure Reported(string code, string message, Dictionary<string, string> members) =>
        (call.Failed(FailureKinds.Of(code, 500), code, message) with { Status = (int)response.StatusCode, RequestId = requestId, Members = members })
        .Without(call.Secrets, keys: null);
}
