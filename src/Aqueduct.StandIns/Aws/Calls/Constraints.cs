using System.Globalization;
using System.Text.RegularExpressions;

namespace Aqueduct.StandIns.Aws.Calls;

/// <summary>
/// Collects the violated constraints of one call, in AWS's words: «2 validation errors detected: Value … at 'roleName' failed to satisfy
/// constraint: …; Value …».
/// </summary>
/// <param name="code">AWS's code for it: <c>ValidationError</c> for AWS Query.</param>
internal sealed class Constraints(string code = "ValidationError")
{
    private readonly List<string> violations = [];

    public void Required(string member, string? value)
    {
        if (value is null) violations.Add($"Value null at '{member}' failed to satisfy constraint: Member must not be null");
    }

    /// <summary>Length in Unicode characters, as AWS's models count it; a null value passes.</summary>
    public void Length(string member, string? value, int min, int max)
    {
        if (LengthViolation(value, min, max) is { } constraint) Violated(member, value!, constraint);
    }

    /// <summary>The same for a member whose value no answer may repeat.</summary>
    public void SensitiveLength(string member, string? value, int min, int max)
    {
        if (LengthViolation(value, min, max) is { } constraint) ViolatedSensitive(member, constraint);
    }

    /// <param name="pattern">For the whole value, in AWS's notation.</param>
    public void Pattern(string member, string? value, string pattern)
    {
        if (value is not null && !Regex.IsMatch(value, $@"\A(?:{pattern})\z", RegexOptions.CultureInvariant | RegexOptions.ECMAScript))
            Violated(member, value, $"Member must satisfy regular expression pattern: {pattern}");
    }

    public void Range(string member, long? value, long min, long max)
    {
        var text = value?.ToString(CultureInfo.InvariantCulture) ?? "";
        if (value < min) Violated(member, text, $"Member must have value greater than or equal to {min}");
        if (value > max) Violated(member, text, $"Member must have value less than or equal to {max}");
    }

    public void OneOf(string member, string? value, params IEnumerable<string> allowed)
    {
        if (value is not null && !allowed.Contains(value)) Violated(member, value, $"Member must satisfy enum value set: [{string.Join(", ", allowed)}]");
    }

    /// <summary>Size of a list.</summary>
    public void Count(string member, IReadOnlyCollection<string> value, int min, int max)
    {
        var text = $"[{string.Join(", ", value)}]";
        if (value.Count < min) Violated(member, text, $"Member must have length greater than or equal to {min}");
        if (value.Count > max) Violated(member, text, $"Member must have length less than or equal to {max}");
    }

    public void Violated(string member, string value, string constraint) =>
        violations.Add($"Value '{value}' at '{member}' failed to satisfy constraint: {constraint}");

    public void ViolatedSensitive(string member, string constraint) => violations.Add($"Value at '{member}' failed to satisfy constraint: {constraint}");

    /// <summary>AWS's text; null when nothing was violated.</summary>
    public string? Text => violations.Count == 0
        ? null
        : $"{violations.Count} validation error{(violations.Count == 1 ? "" : "s")} detected: {string.Join("; ", violations)}";

    private static string? LengthViolation(string? value, int min, int max)
    {
        if (value is null) return null;
        var length = value.EnumerateRunes().Count();
        return length < min ? $"Member must have length greater than or equal to {min}"
            : length > max ? $"Member must have length less than or equal to {max}"
            : null;
    }

    /// <summary>Refuses the call when anything was violated.</summary>
    public void Check()
    {
        if (Text is { } text) throw new AwsError(code, text);
    }
}
