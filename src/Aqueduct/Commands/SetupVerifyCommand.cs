using System.CommandLine;
using Aqueduct.Rendering;
using Aqueduct.Setup;

namespace Aqueduct.Commands;

/// <summary><c>aqueduct setup verify</c>: proves the set-up with a real token and a real role session.</summary>
internal static class SetupVerifyCommand
{
    public static Command Create() => new AqueductCommand("verify", "Proves it: a real token, a role session of 12 hours, a call to Amazon Q")
    {
        Options = { SetupOptions.OnlyAws },
        Reports = true,
        Examples = ["aqueduct setup verify", "aqueduct setup verify --output json | jq '.steps[] | select(.status == \"failed\")'"],
        Run = (run, cancellationToken) => run.WithSetupAsync("aqueduct setup verify", SetupSides.Aws, async session =>
        {
            var verification = await session.VerifyAsync(cancellationToken);
            run.Report(verification, SetupJson.Default.Verification, VerificationText.Write);
            return verification.Passed ? ExitCode.Done : ExitCode.Failed;
        }, cancellationToken),
    };
}
