using System.Reflection;

namespace Aqueduct.Tests.Architecture;

public sealed class ArrowTests
{
    [Theory]
    [InlineData("aqueduct", "Aqueduct.Server Aqueduct.Setup Aqueduct.StandIns")]
    [InlineData("Aqueduct.Server", "Aqueduct.Aws Aqueduct.GitLab Aqueduct.Setup")]
    [InlineData("Aqueduct.Setup", "Aqueduct.Aws Aqueduct.GitLab")]
    [InlineData("Aqueduct.Aws", "")]
    [InlineData("Aqueduct.GitLab", "")]
    [InlineData("Aqueduct.StandIns", "")]
    public void An_assembly_references_only_what_the_arrows_allow(string assembly, string allowed) =>
        Assembly.Load(assembly).GetReferencedAssemblies()
            .Select(a => a.Name!)
            .Where(a => a.StartsWith("Aqueduct", StringComparison.OrdinalIgnoreCase))
            .Except(allowed.Split(' '))
            .ShouldBeEmpty();
}
