using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Aqueduct.Commands;

namespace Aqueduct.Story;

/// <summary>
/// A GitLab with the add-on, whose AI gateway is Aqueduct: set up at AWS, saved by an administrator in a browser, used by a developer, through
/// an outage of Amazon Q, and disconnected. Everything is seen from the stand-ins' side.
/// </summary>
/// <param name="gitLab">The stand-in's plain address.</param>
/// <param name="aws">Likewise.</param>
/// <param name="gateway">Aqueduct's plain address.</param>
/// <param name="killServer">Kills Aqueduct's server, and starts it again.</param>
internal sealed class GatewayStory(
    AqueductRun aqueduct, Browser browser, HttpClient gitLab, HttpClient aws, HttpClient gateway, Func<Task> killServer, TimeProvider clock,
    CancellationToken cancellationToken)
{
    private const string Shop = "\"project\": \"acme/shop\", \"user\": \"dana\"";

    private static readonly Uri SettingsPage = new("https://gitlab.example.test/admin/ai/amazon_q_settings");
    private static readonly Dictionary<string, string> Root = new() { ["user[login]"] = "root", ["user[password]"] = "standin" };

    /// <summary>A retry comes after at most ten seconds; the rest is for a slow machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly StandInLog atAws = new(aws, cancellationToken);
    private string roleArn = "";
    private int sessionsOfSetUp;

    public async Task TellAsync(StoryTeller story)
    {
        await story.StepAsync("plan-names-the-step-in-gitlab", SetUpAsync);
        await story.StepAsync("administrator-saves-the-role-in-gitlab", SaveAsync);
        await story.StepAsync("plan-sees-what-gitlab-has-done", SeenAsync);
        await story.StepAsync("gitlab-proves-the-connection", ProveAsync);
        await story.StepAsync("command-reaches-amazon-q", CommandAsync);
        await story.StepAsync("code-is-suggested", SuggestAsync);
        await story.StepAsync("chat-streams-an-answer", ChatAsync);
        await story.StepAsync("one-call-to-sts-per-user", CountSessionsAsync);
        await story.StepAsync("foreign-path-goes-upstream", PassOnAsync);
        await story.StepAsync("outage-of-aws-loses-nothing", () => OutageAsync(() => Task.CompletedTask));
        await story.StepAsync("server-killed-in-an-outage-loses-nothing", () => OutageAsync(killServer));
        await story.StepAsync("gitlab-disconnects-through-the-gateway", DisconnectAsync);
        await story.StepAsync("destroy-takes-the-gateways-aws-side-down", DestroyAsync);
    }

    private async Task<string> SetUpAsync()
    {
        var applied = (await RunAsync("setup apply --yes --output json")).ShouldExit(ExitCode.Done).Json();
        roleArn = applied.GetProperty("values").GetProperty("role_arn").GetString()!;
        var plan = (await RunAsync("setup plan --detailed-exit-code --output json")).ShouldExit(ExitCode.ChangesPending).Json();
        sessionsOfSetUp = await atAws.CountAsync("AssumeRoleWithWebIdentity");
        return plan.GetProperty("changes").EnumerateArray().Single(c => c.GetProperty("kind").GetString() is "manual").GetProperty("note").GetString()!.Split('\n')[0];
    }

    private async Task<string> SaveAsync()
    {
        await browser.OpenAsync(SettingsPage, cancellationToken);
        await browser.SubmitAsync(Root, cancellationToken);
        await browser.SubmitAsync(new Dictionary<string, string> { ["role_arn"] = roleArn, ["availability"] = "default_on", ["auto_review_enabled"] = "true" }, cancellationToken);
        const string Saved = "Amazon Q Settings have been saved.";
        return browser.Page.Contains(Saved, StringComparison.Ordinal)
            ? Saved
            : throw new StepFailedException($"the page says: {browser.Page}");
    }

    private async Task<string> SeenAsync()
    {
        (await RunAsync("setup plan --detailed-exit-code")).ShouldExit(ExitCode.Done);
        var call = (await RunAsync("connection show --output json")).ShouldExit(ExitCode.Done).Json().GetProperty("last_call");
        return call.GetProperty("status").GetInt32() is (int)HttpStatusCode.NoContent
            ? $"the plan is empty; last call {call.GetProperty("route").GetString()} 204"
            : throw new StepFailedException($"the last call: {call}");
    }

    private async Task<string> ProveAsync()
    {
        var checks = (await ControlAsync(HttpMethod.Post, "/verify", "")).EnumerateArray().ToList();
        return checks.Count is 2 && checks.TrueForAll(c => c.GetProperty("success").GetBoolean())
            ? string.Join(", ", checks.Select(c => c.GetProperty("name").GetString()))
            : throw new StepFailedException($"GitLab's probe says: {string.Join(", ", checks)}");
    }

    private async Task<string> CommandAsync()
    {
        await CommandDevAsync();
        return $"{await EventsAsync()} event at Amazon Q";
    }

    private async Task<string> SuggestAsync()
    {
        using var answer = await AskAsDanaAsync("code_suggestions/completions", """{"current_file": {"file_name": "Cart.java", "content_above_cursor": "int total() {"}}""");
        var suggested = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return suggested.GetProperty("choices")[0].GetProperty("text").GetString()!.Trim().Split('\n')[0];
    }

    private async Task<string> ChatAsync()
    {
        using var answer = await AskAsDanaAsync("chat/completions", """{"content": "What is a record?"}""");
        return await answer.Content.ReadFromJsonAsync<string>(cancellationToken) is { Length: > 0 } said
            ? said.Split('\n')[0]
            : throw new StepFailedException("the answer is empty");
    }

    /// <summary>The administrator connected and checked, Dana commanded, wrote and asked.</summary>
    private async Task<string> CountSessionsAsync()
    {
        var sessions = await atAws.CountAsync("AssumeRoleWithWebIdentity") - sessionsOfSetUp;
        return sessions is 2
            ? "2 calls to STS for two people"
            : throw new StepFailedException($"{sessions} calls to STS for two people");
    }

    private async Task<string> PassOnAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/ai/version", UriKind.Relative));
        request.Headers.Add("PRIVATE-TOKEN", "glpat-standin-dana");
        using var answer = await gateway.SendAsync(request, cancellationToken);
        var version = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return $"GET /ai/version answered by the upstream: {version.GetProperty("version").GetString()}";
    }

    /// <param name="happening">While Amazon Q fails, after two commands were accepted.</param>
    private async Task<string> OutageAsync(Func<Task> happening)
    {
        var before = await EventsAsync();
        var fault = await SendAsync(aws, HttpMethod.Put, "/_standin/faults", """{"kind": "Fail", "operation": "SendEvent", "times": 1000}""");
        await CommandDevAsync();
        await CommandDevAsync();
        await happening();
        var meanwhile = await EventsAsync() - before;
        await SendAsync(aws, HttpMethod.Delete, $"/_standin/faults/{fault.GetProperty("id").GetString()}", "");
        var asked = clock.GetTimestamp();
        while (await EventsAsync() - before < 2)
        {
            if (clock.GetElapsedTime(asked) > Patience)
                throw new StepFailedException($"only {await EventsAsync() - before} of 2 commands have reached Amazon Q");
            await Task.Delay(Pause, clock, cancellationToken);
        }

        return string.Create(CultureInfo.InvariantCulture, $"2 commands accepted, {meanwhile} delivered while Amazon Q failed, 2 afterwards");
    }

    private async Task<string> DisconnectAsync()
    {
        await ControlAsync(HttpMethod.Delete, "", "");
        return $"{await atAws.CountAsync("DeleteOAuthAppConnection")} deletion at Amazon Q";
    }

    private async Task<string> DestroyAsync()
    {
        (await RunAsync("setup destroy --yes")).ShouldExit(ExitCode.Done);
        return "nothing of it is left at AWS";
    }

    private async Task CommandDevAsync() => await ControlAsync(HttpMethod.Post, "/quick-actions", $$"""{ {{Shop}}, "issue_iid": 1, "command": "dev" }""");

    private async Task<int> EventsAsync() => (await SendAsync(aws, HttpMethod.Get, "/_standin/events", "")).GetArrayLength();

    private async Task<HttpResponseMessage> AskAsDanaAsync(string path, string body)
    {
        using var request = Request(HttpMethod.Post, $"/api/v4/{path}", body);
        request.Headers.Add("PRIVATE-TOKEN", "glpat-standin-dana");
        var answer = await gitLab.SendAsync(request, cancellationToken);
        return answer.IsSuccessStatusCode ? answer : throw new StepFailedException($"{path} answered {(int)answer.StatusCode}");
    }

    private Task<JsonElement> ControlAsync(HttpMethod method, string path, string body) => SendAsync(gitLab, method, $"/_standin/amazon-q{path}", body);

    private async Task<JsonElement> SendAsync(HttpClient to, HttpMethod method, string path, string body)
    {
        using var request = Request(method, path, body);
        using var answer = await to.SendAsync(request, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (!answer.IsSuccessStatusCode)
            throw new StepFailedException($"{path} answered {(int)answer.StatusCode}: {text}");
        return text.Length is 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, string body)
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body.Length > 0)
            request.Content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        return request;
    }

    private Task<FinishedRun> RunAsync(string words) => aqueduct.RunAsync(words, cancellationToken);
}
