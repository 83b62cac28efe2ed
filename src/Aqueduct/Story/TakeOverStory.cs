using System.Text.Json;
using Aqueduct.Commands;
using Aqueduct.Setup.Rehearsal;

namespace Aqueduct.Story;

/// <summary>
/// The AWS side of somebody who followed GitLab's page by hand: recognised, taken over with our issuer beside GitLab's, proven, and put back.
/// </summary>
internal sealed class TakeOverStory(AqueductRun aqueduct, Tampering tampering, CancellationToken cancellationToken)
{
    /// <summary>What was made by hand, as AWS gives it.</summary>
    private string handMade = "";

    public async Task TellAsync(StoryTeller story)
    {
        await story.StepAsync("set-up-made-by-hand-is-not-touched-unasked", RefuseAsync);
        await story.StepAsync("plan-to-adopt-changes-only-the-role", PlanAsync);
        await story.StepAsync("adopt-puts-our-issuer-beside-gitlabs", AdoptAsync);
        await story.StepAsync("adopted-role-gives-sessions-of-12-hours", VerifyAsync);
        await story.StepAsync("destroy-puts-back-what-was-made-by-hand", PutBackAsync);
    }

    private async Task<string> RefuseAsync()
    {
        await tampering.SetUpByHandAsync(cancellationToken);
        handMade = await tampering.DescribeAsync(cancellationToken);
        var refused = (await RunAsync("setup plan --only aws --output json")).ShouldExit(ExitCode.Failed).Json().GetProperty("failures");
        return refused[0].GetProperty("code").GetString() is "gitlab-set-up-exists"
            ? refused[0].GetProperty("detail").GetString()!
            : throw new StepFailedException($"refused otherwise: {refused}");
    }

    private async Task<string> PlanAsync()
    {
        var plan = (await RunAsync("setup plan --only aws --adopt --output json")).ShouldExit(ExitCode.Done).Json();
        return Expect("IAM identity provider create, IAM role update", Changed(plan));
    }

    private async Task<string> AdoptAsync()
    {
        (await RunAsync("setup apply --only aws --adopt --yes")).ShouldExit(ExitCode.Done);
        var again = (await RunAsync("setup plan --only aws --detailed-exit-code --output json")).ShouldExit(ExitCode.Done).Json();
        return again.GetProperty("changes").EnumerateArray().Single(c => c.GetProperty("resource").GetString() is "IAM role").GetProperty("note").GetString()!;
    }

    private async Task<string> VerifyAsync()
    {
        var verified = (await RunAsync("setup verify --only aws --output json")).ShouldExit(ExitCode.Done).Json();
        return verified.GetProperty("steps").EnumerateArray().Single(s => s.GetProperty("name").GetString() is "role session").GetProperty("detail").GetString()!;
    }

    private async Task<string> PutBackAsync()
    {
        var destroyed = (await RunAsync("setup destroy --only aws --yes --output json")).ShouldExit(ExitCode.Done).Json();
        return await tampering.DescribeAsync(cancellationToken) == handMade
            ? Expect("IAM role update, IAM identity provider delete", Changed(destroyed))
            : throw new StepFailedException("the role is not what it was before");
    }

    private static string Changed(JsonElement report) => string.Join(", ", report.GetProperty("changes").EnumerateArray()
        .Where(c => c.GetProperty("kind").GetString() is not "unchanged").Select(c => $"{c.GetProperty("resource")} {c.GetProperty("kind")}"));

    private static string Expect(string expected, string seen) => seen == expected ? seen : throw new StepFailedException($"changed instead: {seen}");

    private Task<FinishedRun> RunAsync(string words) => aqueduct.RunAsync(words, cancellationToken);
}
