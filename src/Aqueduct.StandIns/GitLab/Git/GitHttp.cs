using System.Diagnostics;
using System.Globalization;
using System.Text;
using Aqueduct.StandIns.GitLab.Access;
using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.World;
using Microsoft.AspNetCore.Http;

namespace Aqueduct.StandIns.GitLab.Git;

/// <summary>
/// Git over HTTP: the transfer itself is <c>git http-backend</c>'s, who may transfer is GitLab's. Basic authentication with any
/// name and a personal access token, or <c>oauth2</c> and an OAuth token.
/// </summary>
internal sealed class GitHttp(GitLabWorld world, Authentication authentication, Rights rights, Repositories repositories)
{
    private static readonly string[] Services = ["/info/refs", "/git-upload-pack", "/git-receive-pack"];

    public static bool IsTransfer(Route route) => route.Name.StartsWith("GIT ", StringComparison.Ordinal);

    public (Route? Route, IReadOnlyDictionary<string, string> Path, IReadOnlyList<string> Allowed)? Find(string method, string path)
    {
        var service = Array.Find(Services, s => path.EndsWith(".git" + s, StringComparison.Ordinal));
        if (service is null) return null;
        var project = Uri.UnescapeDataString(path[1..^(".git".Length + service.Length)]);
        return (new Route(method, [], $"GIT {service[1..]}", TransferAsync), new Dictionary<string, string> { ["id"] = project, ["service"] = service }, []);
    }

    private Task<Answer> TransferAsync(Call call)
    {
        var writes = call["service"] == "/git-receive-pack" || call.Http.Request.Query["service"] == "git-receive-pack";
        var project = world.Read(() => Admit(call, writes));
        return project is null
            ? Task.FromResult(Answer.Text("HTTP Basic: Access denied. If a password was provided for Git authentication, the password was incorrect or you're required to use a token instead of a password.", 401)
                .With("WWW-Authenticate", "Basic realm=\"GitLab\""))
            : Task.FromResult(Answer.Streamed(http => BackendAsync(http, project, call)));
    }

    private Project? Admit(Call call, bool writes)
    {
        var request = call.Http.Request;
        if (Basic(request.Headers.Authorization.ToString()) is { } password) request.Headers.Authorization = $"Bearer {password}";
        string[] scopes = writes ? ["api", "write_repository"] : ["api", "read_api", "read_repository", "write_repository"];
        try
        {
            if (authentication.Identify(call, scopes) is { } caller) call.Caller = caller;
        }
        catch (ApiError)
        {
            return null; // Git is told one thing for every bad token
        }
        if (call.CallerOrNobody is null && (writes || world.State.Projects.Find(p => world.State.FullPath(p) == call["id"])?.Visibility != "public")) return null;
        var needed = writes ? AccessLevel.Developer : AccessLevel.None;
        var project = rights.Project(call, needed);
        return project.Visibility == "private" ? rights.Project(call, Math.Max(needed, AccessLevel.Reporter)) : project;
    }

    private static string? Basic(string header)
    {
        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)) return null;
        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header["Basic ".Length..], bytes, out var length)) return "";
        var pair = Encoding.UTF8.GetString(bytes, 0, length);
        return pair[(pair.IndexOf(':', StringComparison.Ordinal) + 1)..];
    }

    // RFC 3875: the request as environment and standard input, the answer as a header block and a body on standard output.
    private async Task BackendAsync(HttpContext http, Project project, Call call)
    {
        var start = GitCommand.Prepare(repositories.Root, "http-backend");
        var environment = start.Environment;
        environment["GIT_PROJECT_ROOT"] = repositories.Root;
        environment["GIT_HTTP_EXPORT_ALL"] = "1";
        environment["PATH_INFO"] = $"/{project.Id}.git{call["service"]}";
        environment["REQUEST_METHOD"] = http.Request.Method;
        environment["QUERY_STRING"] = http.Request.QueryString.Value?.TrimStart('?') ?? "";
        environment["CONTENT_TYPE"] = http.Request.ContentType ?? "";
        environment["REMOTE_ADDR"] = "127.0.0.1";
        if (call.CallerOrNobody is { } caller) environment["REMOTE_USER"] = caller.Writer.Username;
        if ((string?)http.Request.Headers["Git-Protocol"] is { } protocol) environment["GIT_PROTOCOL"] = protocol;
        if ((string?)http.Request.Headers.ContentEncoding is { } encoding) environment["HTTP_CONTENT_ENCODING"] = encoding;
        if (http.Request.ContentLength is { } length) environment["CONTENT_LENGTH"] = length.ToString(CultureInfo.InvariantCulture);

        using var process = Process.Start(start)!;
        try
        {
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            var sending = SendAsync(http, process);
            await AnswerAsync(http, process.StandardOutput.BaseStream);
            await sending;
            await process.WaitForExitAsync(http.RequestAborted);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    private static async Task SendAsync(HttpContext http, Process process)
    {
        await http.Request.Body.CopyToAsync(process.StandardInput.BaseStream, http.RequestAborted);
        process.StandardInput.Close();
    }

    private static async Task AnswerAsync(HttpContext http, Stream output)
    {
        while (await LineAsync(output, http.RequestAborted) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var (name, value) = (line[..colon], line[(colon + 1)..].Trim());
            if (name == "Status") http.Response.StatusCode = int.Parse(value.Split(' ')[0], CultureInfo.InvariantCulture);
            else http.Response.Headers[name] = value;
        }
        await output.CopyToAsync(http.Response.Body, http.RequestAborted);
    }

    private static async Task<string> LineAsync(Stream output, CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await output.ReadAsync(one, cancellationToken) == 1 && one[0] != '\n')
            if (one[0] != '\r') line.Append((char)one[0]);
        return line.ToString();
    }
}
