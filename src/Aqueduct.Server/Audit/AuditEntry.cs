namespace Aqueduct.Server.Audit;

/// <summary>What the audit trail keeps of one change: who, as whom, what, on what, from what to what, from where.</summary>
/// <param name="Actor">Who did it: <c>os:NAME</c>, <c>token:NAME</c>, <c>gitlab:ID</c>, or <see cref="Aqueduct"/>.</param>
/// <param name="OnBehalfOf">In whose name, when that is another.</param>
/// <param name="Action">What was done, in dotted lower case: <c>identity.rotate</c>.</param>
/// <param name="Target">On what: <c>group acme/platform</c>.</param>
/// <param name="Before">The value that was; never a secret.</param>
/// <param name="After">The value that is; never a secret.</param>
/// <param name="Source">From where: an address, <c>local socket</c>, <c>command line</c>.</param>
/// <param name="CorrelationId">The same as in the log, and where there is one in GitLab's.</param>
public sealed record AuditEntry(
    string Actor, string? OnBehalfOf, string Action, string Target, string? Before, string? After, string Source, string CorrelationId)
{
    /// <summary>The actor of what Aqueduct does by itself.</summary>
    public const string Aqueduct = "aqueduct";

    /// <summary>
    /// The person whom target, before and after name, if they name one; these are erased with that person. Actor, source and on behalf of
    /// are personal always, and need not be repeated here.
    /// </summary>
    public string? Subject { get; init; }
}
