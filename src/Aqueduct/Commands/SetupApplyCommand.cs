using System.CommandLine;
using Aqueduct.Rendering;
using Aqueduct.Server.Audit;
using Aqueduct.Setup;

namespace Aqueduct.Commands;

/// <summary><c>aqueduct setup apply</c>: shows the plan, asks, does it, and ends with what comes next.</summary>
internal static class SetupApplyCommand
{
    private const string Name = "aqueduct setup apply";

    public static Command Create() => new AqueductCommand("apply", "Shows the plan, asks, and does it; run again it continues where it stopped")
    {
        Options = { SetupOptions.Only, SetupOptions.Adopt, SetupOptions.Yes },
        Reports = true,
        Examples = ["aqueduct setup apply", "AWS_PROFILE=administrator aqueduct setup apply --yes --output json | jq -r .values.role_arn"],
        Run = (run, cancellationToken) => run.WithSetupAsync(Name, (session, audit) => RunAsync(run, session, audit, ask: true, cancellationToken), cancellationToken),
    };

    /// <summary>Plans, asks where something would change, applies and reports.</summary>
    /// <param name="ask">False: what it changes belongs to nobody, as in a stand-in of our own.</param>
    public static async Task<int> RunAsync(CommandRun run, SetupSession session, IAuditAdministration audit, bool ask, CancellationToken cancellationToken)
    {
        if (!(await session.PlanAsync(cancellationToken)).TryGet(out var plan, out var failures))
            return run.FailAll(failures);

        PlanText.Write(plan, run.Terminal.Error, run.Terminal.ErrorPaint);
        if (plan.Obstacle is { } obstacle)
            return run.Fail(new("setup-blocked", $"The {obstacle.Resource} {obstacle.Identifier} is not ready; nothing has been changed.", "Do what the plan above says about it, then run `aqueduct setup apply` again."));
        if (ask && plan.OwnChanges > 0 && run.Confirm($"Make {PlanText.Count(plan.OwnChanges, "change")} at {session.Places}?", Name) is { } exit)
            return exit;

        var outcome = await run.WithProgressAsync(Name, progress => session.ApplyAsync(plan, progress, cancellationToken));
        await audit.RecordAsync(outcome);
        run.Report(outcome, SetupJson.Default.SetupOutcome, (done, output, paint) => OutcomeText.WriteApplied(done, output, paint));
        return outcome.Failure is { } failure ? run.Fail(failure) : ExitCode.Done;
    }
}
