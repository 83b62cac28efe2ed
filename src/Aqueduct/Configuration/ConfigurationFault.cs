namespace Aqueduct.Configuration;

/// <summary>One thing wrong with the configuration.</summary>
/// <param name="Key">Such as <c>aws.region</c>; empty when the file itself is not readable.</param>
/// <param name="Value">What was written; null when nothing was, <c>***</c> for secrets.</param>
/// <param name="Reason">Why it cannot be, as a sentence without the value.</param>
/// <param name="Fix">What to write instead.</param>
internal sealed record ConfigurationFault(string Key, string? Value, Origin Origin, string Reason, string Fix);

/// <summary>What a rule has against a value.</summary>
internal sealed record Complaint(string Reason, string Fix);
