using System.CommandLine;

namespace Aqueduct.Commands;

/// <summary>The words of <c>aqueduct</c>.</summary>
internal static class AllCommands
{
    public static IReadOnlyList<Command> Create() =>
    [
        AuditCommands.Create(),
        AvailabilityCommands.Create(),
        ConfigCommand.Create(),
        ConnectionCommands.Create(),
        HooksCommand.Create(),
        IdentityCommands.Create(),
        ServeCommand.Create(),
        SetupCommand.Create(),
        StandInCommand.Create(),
        TokenInspectCommand.Create(),
        TokensCommands.Create(),
        UpCommand.Create(),
    ];
}
