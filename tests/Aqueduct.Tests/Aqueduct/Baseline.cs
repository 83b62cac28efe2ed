using System.Runtime.CompilerServices;

namespace Aqueduct.Tests.Executable;

/// <summary>Generated pages of <c>docs/reference</c>, compared with what is committed.</summary>
internal static class Baseline
{
    public static void ShouldBeCommittedAs(this string generated, string name)
    {
        var file = Path.Combine(Folder(), name);
        if (Environment.GetEnvironmentVariable("UPDATE_BASELINES") is "1")
            File.WriteAllText(file, generated);
        File.ReadAllText(file).ShouldBe(generated, $"{name} is generated. When the change is meant: UPDATE_BASELINES=1 ./test --filter-class '*ReferenceTests'");
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.GetFullPath("../../../docs/reference", Path.GetDirectoryName(here)!);
}
