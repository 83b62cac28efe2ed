using System.CommandLine;
using Aqueduct.Configuration;

namespace Aqueduct.Commands;

/// <summary><c>aqueduct config schema</c>: the JSON schema of <c>aqueduct.yaml</c>, for editors and checks.</summary>
internal static class ConfigSchemaCommand
{
    public static Command Create() => new AqueductCommand("schema", "Prints the JSON schema of aqueduct.yaml (draft 2020-12)")
    {
        Examples = ["aqueduct config schema > aqueduct.schema.json"],
        Run = (run, _) =>
        {
            run.Terminal.Out.WriteLine(ConfigurationSchema.Write());
            return Task.FromResult(ExitCode.Done);
        },
    };
}
