using System.Globalization;
using System.Text.RegularExpressions;
using Aqueduct.StandIns.Aws.Calls;

namespace Aqueduct.StandIns.Aws.Iam;

/// <summary>
/// Reads an IAM call's parameters with the constraints of the API model, collecting what is violated until <see cref="Check"/>. The
/// character set of names has a text of its own, given after the constraints.
/// </summary>
internal sealed partial class IamInput(AwsCall call)
{
    private readonly Constraints constraints = new();
    private AwsError? later;

    public string RoleName() => Name("RoleName", 64);

    public string UserName() => Name("UserName", 64);

    public string PolicyName() => Name("PolicyName", 128);

    public string Document(string parameter) => Text(parameter, 1, 131_072);

    public string Arn(string parameter) => Text(parameter, 20, 2048);

    /// <summary>A required text.</summary>
    public string Text(string parameter, int min, int max)
    {
        var value = call.Query[parameter];
        constraints.Required(Member(parameter), value);
        constraints.Length(Member(parameter), value, min, max);
        return value ?? "";
    }

    public string? Description()
    {
        var value = call.Query["Description"];
        constraints.Length("description", value, 0, 1000);
        constraints.Pattern("description", value, @"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*");
        return value;
    }

    public string Path()
    {
        var value = call.Query["Path"];
        constraints.Length("path", value, 1, 512);
        if (value is not null && !PathSyntax().IsMatch(value))
            later ??= IamRefusals.Invalid(
                "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.");
        return value ?? "/";
    }

    /// <summary>An optional number.</summary>
    public int? Number(string parameter, int min, int max)
    {
        if (call.Query[parameter] is not { } text) return null;
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)) throw new AwsError("MalformedInput", "");
        constraints.Range(Member(parameter), value, min, max);
        return value;
    }

    /// <summary>A list whose members have a length.</summary>
    public IReadOnlyList<string> List(string parameter, int min, int max)
    {
        var values = call.Query.List(parameter);
        foreach (var value in values) constraints.Length(Member(parameter), value, min, max);
        return values;
    }

    /// <summary>The constraints, for what only one operation has.</summary>
    public Constraints Constraints => constraints;

    /// <summary>Refuses the call when anything was violated.</summary>
    public void Check()
    {
        constraints.Check();
        if (later is not null) throw later;
    }

    private string Name(string parameter, int max)
    {
        var value = Text(parameter, 1, max);
        if (!NameSyntax().IsMatch(value))
            later ??= IamRefusals.Invalid(
                $"The specified value for {Member(parameter)} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-");
        return value;
    }

    // Parameters begin with a capital on the wire and with a small letter in AWS's texts.
    private static string Member(string parameter) => char.ToLowerInvariant(parameter[0]) + parameter[1..];

    [GeneratedRegex(@"\A[a-zA-Z0-9_+=,.@-]*\z")]
    private static partial Regex NameSyntax();

    [GeneratedRegex(@"\A(/|/[\x21-\x7e]+/)\z")]
    private static partial Regex PathSyntax();
}
