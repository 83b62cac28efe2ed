using System.Security.Cryptography;
using Aqueduct.StandIns.GitLab.Git;
using Aqueduct.StandIns.GitLab.Rehearsal;
using Aqueduct.StandIns.Rehearsal;
using Microsoft.AspNetCore.Http;

namespace Aqueduct.StandIns.GitLab.Http;

/// <summary>Every request: found, perhaps struck by a fault, executed, logged, answered.</summary>
internal sealed class Pipeline(RouteTable routes, RouteTable controls, GitHttp git, RequestLog<GitLabRequest> log, FaultList<GitLabFault> faults, Throttle throttle, TimeProvider clock)
{
    private const string BadGateway = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";

    public async Task HandleAsync(HttpContext http)
    {
        var path = RawPath.Of(http);
        var requestId = "01" + RandomNumberGenerator.GetString("0123456789ABCDEFGHJKMNPQRSTVWXYZ", 24);
        http.Response.Headers["X-Request-Id"] = requestId;
        try
        {
            if (path.StartsWith("/_standin/", StringComparison.Ordinal) && controls.Find(http.Request.Method, path) is { Route: { } control } found)
                await (await ControlAsync(http, requestId, control, found.Path)).WriteAsync(http);
            else
                await AnswerAsync(http, path, requestId);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller left; there is nobody to answer.
        }
    }

    private static async Task<Answer> ControlAsync(HttpContext http, string requestId, Route control, IReadOnlyDictionary<string, string> path)
    {
        http.Request.EnableBuffering(); // a control may want the body as it is
        try
        {
            var parameters = await Parameters.ReadAsync(http.Request, http.RequestAborted);
            http.Request.Body.Position = 0;
            return await ExecuteAsync(control, new Call(http, requestId, path, parameters));
        }
        catch (ApiError error)
        {
            return error.Answer;
        }
    }

    private async Task AnswerAsync(HttpContext http, string path, string requestId)
    {
        var (route, values, allowed) = git.Find(http.Request.Method, path) ?? routes.Find(http.Request.Method, path);
        var fault = faults.Next(route?.Name ?? "");
        var (answer, user) = fault?.Kind switch
        {
            GitLabFaultKind.Throttle => (throttle.Refusal(fault), null),
            GitLabFaultKind.Fail => (ApiError.Of(500, "500 Internal Server Error").Answer, null),
            GitLabFaultKind.BadGateway => (Answer.Html(BadGateway, 502), null),
            _ when route is null => (Unknown(path, allowed), null),
            _ => await ExecuteAsync(http, requestId, route, values),
        };
        if (fault?.Kind == GitLabFaultKind.BadGatewayAfterExecuting) answer = Answer.Html(BadGateway, 502);
        log.Add(new GitLabRequest(http.Request.Method, path, route?.Name ?? "", user, answer.Stream is null ? answer.Status : 0, clock.GetUtcNow(), requestId));

        fault?.Reach();
        if (fault?.Kind == GitLabFaultKind.Hold) await fault.Released.WaitAsync(http.RequestAborted);
        if (fault?.Kind == GitLabFaultKind.Slow) await Task.Delay(TimeSpan.FromSeconds(fault.Seconds), clock, http.RequestAborted);
        if (fault?.Kind == GitLabFaultKind.Drop) http.Abort();
        else await answer.WriteAsync(http);
    }

    private async Task<(Answer Answer, string? User)> ExecuteAsync(HttpContext http, string requestId, Route route, IReadOnlyDictionary<string, string> values)
    {
        var api = http.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal);
        var (refused, limits) = api ? throttle.Count(Discriminator(http)) : (false, []);
        if (refused) return (throttle.Refusal(limits), null);
        Parameters parameters;
        try
        {
            parameters = GitHttp.IsTransfer(route) ? new Parameters([]) : await Parameters.ReadAsync(http.Request, http.RequestAborted);
        }
        catch (ApiError error)
        {
            return (error.Answer, null);
        }
        var call = new Call(http, requestId, values, parameters);
        var answer = await ExecuteAsync(route, call);
        answer.Headers.AddRange(limits);
        if (api) answer.With("X-Gitlab-Meta", $"{{\"correlation_id\":\"{requestId}\",\"version\":\"1\"}}");
        return (answer, call.CallerOrNobody?.Writer.Username);
    }

    // The limit is counted before anybody is authenticated, so by what the request carries.
    private static string Discriminator(HttpContext http) =>
        $"{http.Request.Headers["PRIVATE-TOKEN"]} {http.Request.Headers.Authorization} {http.Connection.RemoteIpAddress}";

    private static async Task<Answer> ExecuteAsync(Route route, Call call)
    {
        try
        {
            return await route.Handle(call);
        }
        catch (ApiError error)
        {
            return error.Answer;
        }
    }

    private static Answer Unknown(string path, IReadOnlyList<string> allowed)
    {
        if (!path.StartsWith("/api/", StringComparison.Ordinal)) return Answer.Html("<!DOCTYPE html>\n<title>Not Found</title>\n<h1>404: Page not found</h1>\n", 404);
        return allowed.Count == 0
            ? ApiError.Error(404, "404 Not Found").Answer
            : ApiError.Error(405, "405 Not Allowed").Answer.With("Allow", string.Join(", ", allowed));
    }
}
