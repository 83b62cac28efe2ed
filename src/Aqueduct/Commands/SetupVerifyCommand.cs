using System.CommandLine;
using Aqueduct.Rendering;

namespace Aqueduct.Commands;

/// <summary><c>aqueduct setup verify</c>: proves the set-up with a real token, a real role session and the account's own token.</summary>
internal static class SetupVerifyCommand
{
    public static Command Create() => new AqueductCommand("verify", "Proves it: a role session of 12 hours, a call to Amazon Q; Amazon Q's account at GitLab, with its own token")
    {
        Options = { SetupOptions.Only },
        Reports = true,
        Examples = ["aqueduct setup verify", "aqueduct setup verify --only aws --output json | jq '.steps[] | select(.status == \"failed\")'"],
        Run = (run, cancellationToken) => run.WithSetupAsync("aqueduct setup verify", async (session, _) =>
        {
            var verification = await session.VerifyAsync(cancellationToken);
            run.Report(verification, SetupJson.Default.Verification, VerificationText.Write);
            return verification.Passed ? ExitCode.Done : ExitCode.Failed;
        }, cancellationToken),
    };
}
