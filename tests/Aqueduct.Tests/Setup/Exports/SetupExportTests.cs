using System.Runtime.CompilerServices;
using Aqueduct.Setup;
using Aqueduct.Setup.Exports;

namespace Aqueduct.Tests.Setup.Exports;

/// <summary>The exports as users get them: the baselines are read in review. To accept a change, delete the file and run the test twice.</summary>
public sealed class SetupExportTests
{
    [Theory]
    [InlineData(ExportFormat.CloudFormation, "managed.cloudformation.yaml")]
    [InlineData(ExportFormat.Terraform, "managed.tf")]
    [InlineData(ExportFormat.AwsCli, "managed.sh")]
    public void The_export_with_the_managed_policy_is_the_reviewed_one(ExportFormat format, string baseline) => Compare(Wanted.Desired, format, baseline);

    [Theory]
    [InlineData(ExportFormat.CloudFormation, "inline.cloudformation.yaml")]
    [InlineData(ExportFormat.Terraform, "inline.tf")]
    [InlineData(ExportFormat.AwsCli, "inline.sh")]
    public void The_export_with_the_inline_policy_is_the_reviewed_one(ExportFormat format, string baseline) => Compare(Wanted.Inline, format, baseline);

    private static void Compare(Desired desired, ExportFormat format, string name)
    {
        var file = Path.Combine(Folder(), "Baselines", name);
        var text = SetupExport.Write(desired, format);
        if (!File.Exists(file))
        {
            File.WriteAllText(file, text);
            Assert.Fail($"{file} was missing and has been written: review it.");
        }

        text.ShouldBe(File.ReadAllText(file));
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
