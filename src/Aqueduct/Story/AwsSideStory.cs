using System.Globalization;
using System.Text.Json;
using Aqueduct.Commands;
using Aqueduct.Embedded;
using Aqueduct.Setup.Rehearsal;

namespace Aqueduct.Story;

/// <summary>
/// The AWS half of the set-up from nothing to nothing: planned, applied, proven, disturbed, mended, exported, destroyed.
/// Every step runs the commands a person would run, as processes of their own.
/// </summary>
internal sealed class AwsSideStory(AqueductRun aqueduct, EmbeddedInstallation installation, Tampering tampering, HttpClient awsStandIn, CancellationToken cancellationToken)
{
    private const string AwsCli = "/usr/bin/aws";

    public async Task TellAsync(StoryTeller story)
    {
        await story.StepAsync("plan-shows-all-to-create", () => ExpectKindsAsync("create", 4));
        await story.StepAsync("apply-creates-all", ApplyAsync);
        await story.StepAsync("apply-again-changes-nothing", ApplyAgainAsync);
        await story.StepAsync("verify-assumes-role-for-12-hours", VerifyAsync);
        await story.StepAsync("plan-shows-removed-audience", () => DriftAsync(tampering.RemoveAudienceAsync, "IAM identity provider: audience"));
        await story.StepAsync("plan-shows-changed-trust-policy", () => DriftAsync(tampering.WidenTrustPolicyAsync, "IAM role: trust policy"));
        await story.StepAsync("plan-shows-session-cut-to-one-hour", () => DriftAsync(tampering.ShortenSessionAsync, "IAM role: maximum session duration"));
        await story.StepAsync("plan-shows-detached-policy", () => DriftAsync(tampering.DetachPolicyAsync, "permissions: "));
        await story.StepAsync("apply-mends-drift", MendAsync);
        await story.StepAsync("destroy-leaves-nothing", DestroyAsync);
        await story.StepAsync("export-through-aws-cli-leaves-nothing-to-do", ExportAsync);
        await story.StepAsync("destroy-leaves-what-was-made-by-hand", DestroyAgainAsync);
    }

    private async Task<string> ApplyAsync()
    {
        var applied = (await aqueduct.RunAsync("setup apply --only aws --yes --output json", cancellationToken)).ShouldExit(ExitCode.Done).Json();
        return applied.GetProperty("values").GetProperty("role_arn").GetString()!;
    }

    private async Task<string> ApplyAgainAsync()
    {
        var before = await ChangesAtAwsAsync();
        await ApplyAsync();
        var made = await ChangesAtAwsAsync() - before;
        return made is 0 ? "no changing call at AWS" : throw new StepFailedException($"{made} changing calls at AWS");
    }

    private async Task<string> VerifyAsync()
    {
        var verified = (await aqueduct.RunAsync("setup verify --only aws --output json", cancellationToken)).ShouldExit(ExitCode.Done).Json();
        return string.Join("; ", verified.GetProperty("steps").EnumerateArray()
            .Where(s => s.GetProperty("status").GetString() is "passed").Select(s => s.GetProperty("name").GetString()));
    }

    /// <summary>Disturbs one thing and looks for it in the plan; what was disturbed before is there, too.</summary>
    /// <param name="difference">How the plan's line, "resource: attribute", begins.</param>
    private async Task<string> DriftAsync(Func<CancellationToken, Task> disturb, string difference)
    {
        await disturb(cancellationToken);
        var shown = (await PlanAsync(ExitCode.ChangesPending)).SelectMany(Differences).ToList();
        return shown.Find(d => d.StartsWith(difference, StringComparison.Ordinal))
            ?? throw new StepFailedException($"the plan shows only: {string.Join("; ", shown)}");
    }

    private async Task<string> MendAsync()
    {
        await ApplyAsync();
        await PlanAsync(ExitCode.Done);
        return "the plan is empty again";
    }

    private async Task<string> DestroyAsync()
    {
        (await aqueduct.RunAsync("setup destroy --only aws --yes", cancellationToken)).ShouldExit(ExitCode.Done);
        return await ExpectKindsAsync("create", 4);
    }

    private async Task<string> DestroyAgainAsync()
    {
        (await aqueduct.RunAsync("setup destroy --only aws --yes", cancellationToken)).ShouldExit(ExitCode.Done);
        var left = await ExpectKindsAsync("create", File.Exists(AwsCli) ? 3 : 4);
        await tampering.DeleteProfilesAsync(cancellationToken);
        return $"the profile stayed; {left}";
    }

    private async Task<string> ExportAsync()
    {
        if (!File.Exists(AwsCli))
            throw new StepSkippedException($"{AwsCli} is not installed");
        await tampering.CreateProfileAsync(cancellationToken); // no AWS CLI command makes one: by hand, in the console
        var script = Path.Combine(installation.Folder, "export.sh");
        (await aqueduct.RunAsync($"setup export --only aws --format aws-cli --out {script}", cancellationToken)).ShouldExit(ExitCode.Done);
        var variables = new Dictionary<string, string>
        {
            ["AWS_ARGS"] = $"--endpoint-url {awsStandIn.BaseAddress!.GetLeftPart(UriPartial.Authority)} --region us-east-1",
            ["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(installation.Folder, "aws-credentials"),
            ["AWS_CONFIG_FILE"] = "/dev/null",
            ["PATH"] = "/usr/bin:/bin",
        };
        (await AqueductRun.RunAsync("/bin/bash", [script], variables, cancellationToken)).ShouldExit(ExitCode.Done);
        await PlanAsync(ExitCode.Done);
        return "the plan is empty";
    }

    private async Task<string> ExpectKindsAsync(string kind, int count)
    {
        var changes = await PlanAsync(ExitCode.ChangesPending);
        var seen = changes.Count(c => c.GetProperty("kind").GetString() == kind);
        return seen == count
            ? string.Create(CultureInfo.InvariantCulture, $"{count} to {kind}")
            : throw new StepFailedException($"{seen} to {kind} instead of {count}");
    }

    private async Task<IReadOnlyList<JsonElement>> PlanAsync(int exitCode) =>
        [.. (await aqueduct.RunAsync("setup plan --only aws --detailed-exit-code --output json", cancellationToken))
            .ShouldExit(exitCode).Json().GetProperty("changes").EnumerateArray()];

    private static IEnumerable<string> Differences(JsonElement change) =>
        change.GetProperty("kind").GetString() is "unchanged"
            ? []
            : change.GetProperty("attributes").EnumerateArray().Select(a => $"{change.GetProperty("resource")}: {a.GetProperty("name")}");

    /// <summary>Calls at the stand-in so far that could have changed something.</summary>
    private Task<int> ChangesAtAwsAsync() => new StandInLog(awsStandIn, cancellationToken).CountAsync(call =>
        call.GetProperty("operation").GetString() is { } o && !o.StartsWith("Get", StringComparison.Ordinal) && !o.StartsWith("List", StringComparison.Ordinal));
}
