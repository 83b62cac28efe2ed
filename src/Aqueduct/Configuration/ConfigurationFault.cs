using Aqueduct.Setup;

namespace Aqueduct.Configuration;

/// <summary>One thing wrong with the configuration.</summary>
/// <param name="Key">Such as <c>aws.region</c>; empty when the file itself is not readable.</param>
/// <param name="Value">What was written; null when nothing was, <c>***</c> for secrets.</param>
/// <param name="Reason">Why it cannot be, as a sentence without the value.</param>
/// <param name="Fix">What to write instead.</param>
internal sealed record ConfigurationFault(string Key, string? Value, Origin Origin, string Reason, string Fix)
{
    /// <summary>Key and value as they were written; empty when neither is known.</summary>
    public string Name => Key.Length is 0 ? Value ?? "" : Value is null ? Key : $"{Key} = {Value}";

    public Failure ToFailure() => new("configuration-fault", $"{(Name.Length is 0 ? "" : $"{Name} ")}({Origin.Text}): {Reason}", Fix);
}

/// <summary>What a rule has against a value.</summary>
internal sealed record Complaint(string Reason, string Fix);
