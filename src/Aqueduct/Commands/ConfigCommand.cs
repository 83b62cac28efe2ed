using System.CommandLine;

namespace Aqueduct.Commands;

/// <summary><c>aqueduct config</c>: what is configured, and what can be.</summary>
internal static class ConfigCommand
{
    public static Command Create() =>
        new("config", "Shows the effective configuration, or the JSON schema of aqueduct.yaml")
        {
            ConfigShowCommand.Create(),
            ConfigSchemaCommand.Create(),
        };
}
