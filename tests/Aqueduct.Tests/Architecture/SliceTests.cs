using Aqueduct.Server;

namespace Aqueduct.Tests.Architecture;

/// <summary>A slice is a folder of the server; its public types are its contract with the others.</summary>
public sealed class SliceTests
{
    private const string Root = "Aqueduct.Server.";

    [Fact]
    public void Slices_meet_only_through_public_types() =>
        (from type in typeof(AqueductServer).Assembly.GetTypes()
         let slice = SliceOf(type)
         where slice is not null
         from used in UsedTypes.Of(type)
         let other = SliceOf(used)
         where other is not null && other != slice && !used.IsVisible
         select $"{type.FullName} uses {used.FullName}").Distinct().ShouldBeEmpty();

    /// <summary>Null for the composition in the root, which may see everything, and for foreign types.</summary>
    private static string? SliceOf(Type type) =>
        type.Namespace?.StartsWith(Root, StringComparison.Ordinal) is true ? type.Namespace[Root.Length..].Split('.')[0] : null;
}
