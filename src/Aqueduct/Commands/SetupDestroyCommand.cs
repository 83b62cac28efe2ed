using System.CommandLine;
using Aqueduct.Rendering;
using Aqueduct.Setup;

namespace Aqueduct.Commands;

/// <summary><c>aqueduct setup destroy</c>: deletes what is proven ours, after showing it.</summary>
internal static class SetupDestroyCommand
{
    private const string Name = "aqueduct setup destroy";

    public static Command Create() => new AqueductCommand("destroy", "Deletes what set-up created, and nothing else; shows it first and asks")
    {
        Options = { SetupOptions.Only, SetupOptions.Yes },
        Reports = true,
        Examples = ["aqueduct setup destroy"],
        Run = (run, cancellationToken) => run.WithSetupAsync(Name, sides: null, async session =>
        {
            if (!(await session.PlanDestroyAsync(cancellationToken)).TryGet(out var plan, out var failures))
                return run.FailAll(failures);

            PlanText.Write(plan, run.Terminal.Error, run.Terminal.ErrorPaint);
            // The only thing that destroy changes instead of deleting it is the account.
            var deletions = plan.Changes.Count(c => c.Kind is ChangeKind.Delete);
            var block = plan.OwnChanges > deletions ? " and block the account" : "";
            if (plan.OwnChanges > 0 && run.Confirm($"Delete {PlanText.Count(deletions, "resource")}{block} at {session.Places}? GitLab Duo with Amazon Q stops working.", Name) is { } exit)
                return exit;

            var outcome = await run.WithProgressAsync(Name, progress => session.DestroyAsync(plan, progress, cancellationToken));
            run.Report(outcome, SetupJson.Default.SetupOutcome, (done, output, _) => OutcomeText.WriteDestroyed(done, output));
            return outcome.Failure is { } failure ? run.Fail(failure) : ExitCode.Done;
        }, cancellationToken),
    };
}
