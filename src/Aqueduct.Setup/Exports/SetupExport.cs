namespace Aqueduct.Setup.Exports;

/// <summary>The AWS part as text for another tool. What it makes carries our tags, so that plan finds nothing to do afterwards.</summary>
internal static class SetupExport
{
    public static string Write(Desired desired, ExportFormat format) => format switch
    {
        ExportFormat.CloudFormation => CloudFormationExport.Write(desired),
        ExportFormat.Terraform => TerraformExport.Write(desired),
        ExportFormat.AwsCli => AwsCliExport.Write(desired),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };

    /// <summary>The one thing no tool but ours creates, as comment lines.</summary>
    public static string ProfileRemark(Desired desired) =>
        $"""
        # Not in here, since Amazon Q Developer profiles have no public API: the profile {desired.ProfileName}.
        # Create it with `aqueduct setup apply`, or in the console:
        # https://{desired.Region}.console.aws.amazon.com/amazonq/developer/home#/gitlab > Amazon Q Developer in GitLab > Get Started.
        """;

    /// <summary>Indents all lines but the first, for a text put into another at a given column.</summary>
    public static string Indent(string text, int columns) => text.Replace("\n", "\n" + new string(' ', columns), StringComparison.Ordinal);
}
