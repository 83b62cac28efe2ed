using System.CommandLine;
using Aqueduct.Rendering;

namespace Aqueduct.Commands;

/// <summary><c>aqueduct setup plan</c>: what apply would do; touches nothing.</summary>
internal static class SetupPlanCommand
{
    public static Command Create()
    {
        var detailed = new Option<bool>("--detailed-exit-code") { Description = "Exits with 3 when there is something to do" };
        return new AqueductCommand("plan", "Shows what apply would do; changes nothing")
        {
            Options = { SetupOptions.Only, SetupOptions.Adopt, detailed },
            Reports = true,
            Examples = ["aqueduct setup plan", "aqueduct setup plan --detailed-exit-code --output json | jq '.changes[] | select(.kind != \"unchanged\")'"],
            Run = (run, cancellationToken) => run.WithSetupAsync("aqueduct setup plan", async (session, _) =>
            {
                if (!(await session.PlanAsync(cancellationToken)).TryGet(out var plan, out var failures))
                    return run.FailAll(failures);
                run.Report(plan, SetupJson.Default.SetupPlan, PlanText.Write);
                return plan.HasChanges && run.Get(detailed) ? ExitCode.ChangesPending : ExitCode.Done;
            }, cancellationToken),
        };
    }
}
