namespace Aqueduct.Server.Audit;

/// <summary>Who did what, as whom, from where.</summary>
/// <param name="Action">Such as <c>availability.set</c>.</param>
/// <param name="Target">What it was done to, such as <c>group acme</c>.</param>
/// <param name="Source">Where it came from, such as <c>socket</c>.</param>
public sealed record AuditEntry(
    string Actor, string? OnBehalfOf, string Action, string Target, string? Before, string? After, string Source, string CorrelationId);
