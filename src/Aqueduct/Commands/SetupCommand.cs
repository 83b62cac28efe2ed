using System.CommandLine;

namespace Aqueduct.Commands;

/// <summary><c>aqueduct setup</c>: GitLab's set-up page as commands.</summary>
internal static class SetupCommand
{
    public static Command Create() => new("setup", "Sets up AWS and GitLab for GitLab Duo with Amazon Q: plan, apply, verify, export, destroy")
    {
        SetupPlanCommand.Create(),
        SetupApplyCommand.Create(),
        SetupVerifyCommand.Create(),
        SetupExportCommand.Create(),
        SetupDestroyCommand.Create(),
    };
}
