using System.Text.Json;
using Aqueduct.Commands;

namespace Aqueduct.Story;

/// <summary>
/// Two people, one side each; then the connection: registered, consented to in a browser, proven both ways, and taken down again.
/// </summary>
/// <param name="withAwsRights">With a configuration that knows no token of GitLab's.</param>
/// <param name="withGitLabRights">With one that knows no credentials of AWS.</param>
internal sealed class ConnectionStory(
    AqueductRun aqueduct, AqueductRun withAwsRights, AqueductRun withGitLabRights, StandInLog atAws, StandInLog atGitLab, Browser browser,
    CancellationToken cancellationToken)
{
    private static readonly Dictionary<string, string> Dana = new() { ["user[login]"] = "dana", ["user[password]"] = "standin" };

    /// <summary>A plan of GitLab's side after a disconnect: the account is blocked, and keeps its token.</summary>
    private const string OutOfService = "Amazon Q account update, OAuth application create, system hook create";

    /// <summary>A plan after everything was taken down: the account stays, blocked, because GitLab keeps what it wrote.</summary>
    private const string AllGone =
        "Q Developer profile create, IAM identity provider create, IAM role create, permissions create, Amazon Q account update, account token create, OAuth application create, sign-in application create, system hook create";

    /// <summary>Known once the connection is registered; later steps are not played without it.</summary>
    private Uri? consentUrl;

    public async Task TellAsync(StoryTeller story)
    {
        await story.StepAsync("one-person-sets-up-aws-alone", () => ApplyAsync(withAwsRights, "aws", atGitLab, "GitLab"));
        await story.StepAsync("another-sets-up-gitlab-alone", () => ApplyAsync(withGitLabRights, "gitlab", atAws, "AWS"));
        await story.StepAsync("plan-of-both-sides-is-empty", PlanAsync);
        await story.StepAsync("gitlab-takes-the-accounts-own-token", ProveGitLabAsync);
        await story.StepAsync("connection-is-incomplete-before-consent", ConnectAsync);
        await story.StepAsync("consent-reaches-amazon-q", ConsentAsync);
        await story.StepAsync("connection-is-proven-both-ways", VerifyAsync);
        await story.StepAsync("destroy-is-refused-while-connected", RefuseDestroyAsync);
        await story.StepAsync("disconnect-takes-gitlab-out-of-service", DisconnectAsync);
        await story.StepAsync("connect-brings-gitlab-back", ComeBackAsync);
        await story.StepAsync("destroy-takes-both-sides-down", DestroyAsync);
    }

    /// <param name="untouched">Where this person has no rights, and nothing may be called.</param>
    private async Task<string> ApplyAsync(AqueductRun person, string side, StandInLog untouched, string place)
    {
        var before = await untouched.CountAsync();
        var applied = (await person.RunAsync($"setup apply --only {side} --yes --output json", cancellationToken)).ShouldExit(ExitCode.Done).Json();
        var calls = await untouched.CountAsync() - before;
        var made = applied.GetProperty("changes").EnumerateArray().Where(c => c.GetProperty("kind").GetString() is "create").Select(c => c.GetProperty("resource").GetString());
        return calls is 0
            ? $"{string.Join(", ", made)}; no call at {place}"
            : throw new StepFailedException($"{calls} calls at {place}, where this person has no rights");
    }

    private async Task<string> PlanAsync()
    {
        var plan = (await RunAsync("setup plan --detailed-exit-code --output json")).ShouldExit(ExitCode.Done).Json();
        return $"{plan.GetProperty("changes").GetArrayLength()} unchanged";
    }

    private async Task<string> ProveGitLabAsync() => StepsOf((await RunAsync("setup verify --only gitlab --output json")).ShouldExit(ExitCode.Done).Json());

    private async Task<string> ConnectAsync()
    {
        var outcome = (await RunAsync("connection connect --output json")).ShouldExit(ExitCode.Done).Json();
        consentUrl = new Uri(outcome.GetProperty("consent_url").GetString()!);
        (await RunAsync("connection verify")).ShouldExit(ExitCode.Failed);
        return StateOf(outcome);
    }

    private async Task<string> ConsentAsync()
    {
        await browser.OpenAsync(consentUrl!, cancellationToken);
        await browser.SubmitAsync(Dana, cancellationToken);
        await browser.SubmitAsync(new Dictionary<string, string>(), cancellationToken);
        return $"dana came back to {browser.Address.GetLeftPart(UriPartial.Path)}";
    }

    private async Task<string> VerifyAsync() => StepsOf((await RunAsync("connection verify --output json")).ShouldExit(ExitCode.Done).Json());

    private async Task<string> RefuseDestroyAsync()
    {
        var refused = (await RunAsync("setup destroy --yes --output json")).ShouldExit(ExitCode.Failed).Json();
        return refused.GetProperty("failures")[0].GetProperty("fix").GetString()!;
    }

    private async Task<string> DisconnectAsync()
    {
        var state = StateOf((await RunAsync("connection disconnect --yes --output json")).ShouldExit(ExitCode.Done).Json());
        return $"{state}; {await ExpectPlanAsync("setup plan --only gitlab", OutOfService)}";
    }

    private async Task<string> ComeBackAsync()
    {
        var state = StateOf((await RunAsync("connection connect --output json")).ShouldExit(ExitCode.Done).Json());
        await PlanAsync();
        (await RunAsync("connection disconnect --yes")).ShouldExit(ExitCode.Done);
        return state;
    }

    private async Task<string> DestroyAsync()
    {
        (await RunAsync("setup destroy --yes")).ShouldExit(ExitCode.Done);
        return await ExpectPlanAsync("setup plan", AllGone);
    }

    private async Task<string> ExpectPlanAsync(string words, string expected)
    {
        var plan = (await RunAsync($"{words} --detailed-exit-code --output json")).ShouldExit(ExitCode.ChangesPending).Json();
        var seen = string.Join(", ", plan.GetProperty("changes").EnumerateArray()
            .Where(c => c.GetProperty("kind").GetString() is not "unchanged").Select(c => $"{c.GetProperty("resource")} {c.GetProperty("kind")}"));
        return seen == expected ? $"the plan again: {seen}" : throw new StepFailedException($"the plan shows: {seen}");
    }

    private static string StepsOf(JsonElement verified) =>
        string.Join(", ", verified.GetProperty("steps").EnumerateArray().Select(s => $"{s.GetProperty("name")} {s.GetProperty("status")}"));

    private static string StateOf(JsonElement outcome) => outcome.GetProperty("status").GetProperty("state").GetString()!;

    private Task<FinishedRun> RunAsync(string words) => aqueduct.RunAsync(words, cancellationToken);
}
