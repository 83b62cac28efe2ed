using System.Text.RegularExpressions;

namespace Aqueduct.StandIns.Aws.Iam;

/// <summary>ARNs as IAM takes them.</summary>
internal static partial class IamArn
{
    /// <summary>The ARN itself, or IAM's refusal of a malformed one (two spaces are AWS's).</summary>
    public static string Checked(string arn) =>
        Syntax().IsMatch(arn) ? arn : throw IamRefusals.Invalid("Invalid ARN:  Could not be parsed!");

    [GeneratedRegex(@"\Aarn:aws[\w-]*:iam::(\d{12}|aws):[\w-]+(/.+)?\z")]
    private static partial Regex Syntax();
}
