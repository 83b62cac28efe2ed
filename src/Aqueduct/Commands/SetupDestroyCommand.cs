using System.CommandLine;
using Aqueduct.Rendering;
using Aqueduct.Setup;

namespace Aqueduct.Commands;

/// <summary><c>aqueduct setup destroy</c>: deletes what is proven ours and puts back what was adopted, after showing it.</summary>
internal static class SetupDestroyCommand
{
    private const string Name = "aqueduct setup destroy";

    public static Command Create() => new AqueductCommand("destroy", "Deletes what set-up created, and puts back what it adopted; shows it first and asks")
    {
        Options = { SetupOptions.Only, SetupOptions.Yes },
        Reports = true,
        Examples = ["aqueduct setup destroy"],
        Run = (run, cancellationToken) => run.WithSetupAsync(Name, async (session, audit) =>
        {
            if (!(await session.PlanDestroyAsync(cancellationToken)).TryGet(out var plan, out var failures))
                return run.FailAll(failures);

            PlanText.Write(plan, run.Terminal.Error, run.Terminal.ErrorPaint);
            // What was adopted is put back, the account blocked: the plan says which.
            var deletions = plan.Changes.Count(c => c.Kind is ChangeKind.Delete);
            var others = plan.OwnChanges > deletions ? $" and change {plan.OwnChanges - deletions} as shown" : "";
            if (plan.OwnChanges > 0 && run.Confirm($"Delete {PlanText.Count(deletions, "resource")}{others} at {session.Places}? GitLab no longer reaches Amazon Q through Aqueduct.", Name) is { } exit)
                return exit;

            var outcome = await run.WithProgressAsync(Name, progress => session.DestroyAsync(plan, progress, cancellationToken));
            await audit.RecordAsync(outcome);
            run.Report(outcome, SetupJson.Default.SetupOutcome, (done, output, _) => OutcomeText.WriteDestroyed(done, output));
            return outcome.Failure is { } failure ? run.Fail(failure) : ExitCode.Done;
        }, cancellationToken),
    };
}
