using System.Net.Http.Headers;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Aqueduct.GitLab.Calling;

/// <summary>Gives the token a call is made with.</summary>
internal delegate Task<GitLabResult<string>> ReadToken(GitLabCall call, CancellationToken cancellationToken);

/// <summary>Carries calls to GitLab: attempts, their time limits, pages, and failures as values.</summary>
internal sealed class GitLabChannel : IDisposable
{
    public static readonly TimeSpan AttemptLimit = TimeSpan.FromSeconds(20);

    private const int AnswerLimit = 8 * 1024 * 1024;

    private static readonly ProductInfoHeaderValue Agent = new(
        "aqueduct", typeof(GitLabChannel).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0");

    private readonly Uri api;
    private readonly ReadToken token;
    private readonly TimeProvider clock;
    private readonly HttpClient http;

    public GitLabChannel(Uri url, ReadToken token, HttpMessageHandler transport, TimeProvider clock)
    {
        (api, this.token, this.clock) = (new Uri($"{url.AbsoluteUri.TrimEnd('/')}/api/v4/"), token, clock);
        http = new(transport) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = AnswerLimit };
    }

    public string Host => api.Authority;

    public async Task<GitLabResult<T>> SendAsync<T>(GitLabCall call, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        (await SendAsync(call, cancellationToken)).TryGet(out var answer, out var failure) ? Read(call, answer, type) : failure;

    /// <summary>One page of a list, with the answer it came in.</summary>
    public async Task<GitLabResult<(IReadOnlyList<T> Items, GitLabAnswer Answer)>> SendPageAsync<T>(
        GitLabCall call, JsonTypeInfo<IReadOnlyList<T>> type, CancellationToken cancellationToken)
    {
        if (!(await SendAsync(call, cancellationToken)).TryGet(out var answer, out var failure) || !Read(call, answer, type).TryGet(out var items, out failure))
            return failure;
        return (items, answer);
    }

    public async Task<GitLabResult<NoContent>> DoAsync(GitLabCall call, CancellationToken cancellationToken) =>
        (await SendAsync(call, cancellationToken)).TryGet(out _, out var failure) ? default(NoContent) : failure;

    /// <summary>All items of a list, page after page as they are asked for; a failure ends the stream.</summary>
    public async IAsyncEnumerable<GitLabResult<T>> ListAsync<T>(
        string path, JsonTypeInfo<IReadOnlyList<T>> type, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (list, filter) = path.Split('?') is [var bare, var query] ? (bare, $"{query}&") : (path, "");
        for (var page = $"?{filter}per_page=100"; page is not null;)
        {
            if (!(await SendPageAsync(GitLabCall.Get(list + page), type, cancellationToken)).TryGet(out var found, out var failure))
            {
                yield return failure;
                yield break;
            }

            foreach (var item in found.Items)
                yield return item;
            page = found.Answer.NextPage;
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<GitLabResult<GitLabAnswer>> SendAsync(GitLabCall call, CancellationToken cancellationToken)
    {
        for (var retry = 0; ; retry++)
        {
            var result = await AttemptAsync(call, cancellationToken);
            if (result.TryGet(out _, out var failure) || Retries.DelayBefore(retry, failure, call.IsRepeatable, Random.Shared.NextDouble()) is not { } delay)
                return result;
            await Task.Delay(delay, clock, cancellationToken);
        }
    }

    private async Task<GitLabResult<GitLabAnswer>> AttemptAsync(GitLabCall call, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(AttemptLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            if (!(await token(call, either.Token)).TryGet(out var secret, out var failure))
                return failure;
            using var request = Request(call, secret);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, either.Token);
            var answer = await GitLabAnswer.ReadAsync(response, clock.GetUtcNow(), either.Token);
            return answer.Succeeded ? answer : Refusal.Of(call, answer, Host, secret);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return NoAnswer.TimedOut(call, Host, AttemptLimit);
        }
        catch (HttpRequestException e)
        {
            return NoAnswer.Of(call, Host, e);
        }
        catch (IOException e)
        {
            return NoAnswer.Broken(call, Host, e);
        }
    }

    private HttpRequestMessage Request(GitLabCall call, string secret)
    {
        var request = new HttpRequestMessage(call.Method, new Uri(api, call.Path.TrimStart('/')));
        request.Headers.Authorization = new("Bearer", secret);
        request.Headers.Accept.Add(new("application/json"));
        request.Headers.UserAgent.Add(Agent);
        if (call.Body is { } body)
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        return request;
    }

    private GitLabResult<T> Read<T>(GitLabCall call, GitLabAnswer answer, JsonTypeInfo<T> type)
    {
        if (!answer.IsJson)
            return NoAnswer.NotGitLab(call, Host, answer);
        try
        {
            return JsonSerializer.Deserialize(answer.Body, type) is { } value ? value : NoAnswer.NotGitLab(call, Host, answer);
        }
        catch (JsonException)
        {
            return NoAnswer.NotGitLab(call, Host, answer);
        }
    }
}
