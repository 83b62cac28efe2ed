using System.Net.Http.Headers;
using System.Reflection;
using Aqueduct.Aws.EventStreams;
using Aqueduct.Aws.Signing;

namespace Aqueduct.Aws.Calling;

/// <summary>Carries calls to AWS: attempts, their time limits, and failures as values. Bounded: four attempts of 10 s and 3.5 s of waiting, 6 s where AWS asks for longer.</summary>
internal sealed class AwsChannel(HttpMessageHandler handler, TimeProvider clock) : IDisposable
{
    /// <summary>AWS's longest answers here are lists and policy documents of some 100 KB.</summary>
    public const int AnswerLimit = 2 * 1024 * 1024;

    public static readonly TimeSpan AttemptLimit = TimeSpan.FromSeconds(10);

    private static readonly string Agent =
        $"aqueduct/{typeof(AwsChannel).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0"}";

    private readonly HttpMessageInvoker invoker = new(handler);

    /// <returns>A successful answer, or the failure of the last attempt.</returns>
    public async Task<AwsResult<AwsAnswer>> SendAsync(AwsCall call, ReadError readError, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var result = await AttemptAsync(call, readError, cancellationToken);
            if (result.Failure is not { } failure || Retries.PauseAfter(failure, attempt, call.Repeatable) is not { } pause)
            {
                return result;
            }

            await Task.Delay(pause, clock, cancellationToken);
        }
    }

    /// <returns>The events of a streaming call's answer, or the failure of the last attempt.</returns>
    public async Task<AwsResult<EventStream>> OpenAsync(AwsCall call, ReadError readError, CancellationToken cancellationToken) =>
        (await SendAsync(call, readError, cancellationToken)).TryGet(out var answer, out var failure)
            ? await EventStream.BeginAsync(call, answer, clock, cancellationToken)
            : failure;

    public void Dispose() => invoker.Dispose();

    private async Task<AwsResult<AwsAnswer>> AttemptAsync(AwsCall call, ReadError readError, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(call.AttemptLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var found = call.Signer is null ? default : await call.Signer.FindAsync(either.Token);
            if (call.Signer is not null && found.Keys is null)
            {
                return call.Failed(AwsFailureKind.CredentialsRejected, "NoCredentials", found.Missing);
            }

            return (await ExchangeAsync(call, found.Keys, either.Token)).TryGet(out var answer, out var failure)
                ? answer.Succeeded ? answer : Refused(call, answer, readError).Without(call.Secrets, found.Keys)
                : failure;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return NoAnswer.TimedOut(call, call.AttemptLimit);
        }
    }

    private async Task<AwsResult<AwsAnswer>> ExchangeAsync(AwsCall call, AwsKeys? keys, CancellationToken cancellationToken)
    {
        try
        {
            using var request = Request(call, keys);
            var response = await invoker.SendAsync(request, cancellationToken);
            if (call.IsStreaming && response.IsSuccessStatusCode)
            {
                return AwsAnswer.OfUnread(response);
            }

            using (response)
            {
                return await AwsAnswer.ReadAsync(response, AnswerLimit, cancellationToken) is { } answer ? answer : NoAnswer.TooLarge(call, AnswerLimit);
            }
        }
        catch (HttpRequestException e)
        {
            return NoAnswer.Of(call, e);
        }
        catch (IOException e)
        {
            return NoAnswer.Broken(call, e);
        }
    }

    private static HttpRequestMessage Request(AwsCall call, AwsKeys? keys)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, call.Service.Endpoint) { Content = new ByteArrayContent(call.Body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", call.ContentType);
        request.Headers.TryAddWithoutValidation("User-Agent", Agent);
        if (call.Target is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Amz-Target", call.Target);
        }

        if (keys is not null)
        {
            request.Options.Set(SigningScope.Option, new SigningScope(call.Service.SigningName, call.Service.SigningRegion, keys));
        }

        return request;
    }

    // A time that has passed asks for no pause.
    private TimeSpan? Pause(RetryConditionHeaderValue? after) =>
        (after?.Delta ?? after?.Date - clock.GetUtcNow()) is { } pause ? TimeSpan.FromTicks(Math.Max(0, pause.Ticks)) : null;

    private AwsFailure Refused(AwsCall call, AwsAnswer answer, ReadError readError)
    {
        if (readError(answer) is not { } error)
        {
            return NoAnswer.NotAws(call, answer);
        }

        var kind = FailureKinds.Of(error.Code, answer.Status);
        var skew = kind is AwsFailureKind.CredentialsRejected ? ClockSkew.Explain(clock.GetUtcNow(), answer.Date) : "";
        return call.Failed(kind, error.Code, error.Message + skew) with
        {
            Status = answer.Status,
            RequestId = error.RequestId ?? answer.RequestId,
            Members = error.Members,
            RetryAfter = Pause(answer.RetryAfter),
        };
    }
}
