namespace Aqueduct.StandIns.Aws.Policies;

/// <summary>One statement; a clause that the document leaves out is null.</summary>
internal sealed record Statement(
    string? Sid, bool Allows, PrincipalClause? Principals, PatternClause? Actions, PatternClause? Resources, IReadOnlyList<Condition> Conditions);

/// <summary>Action, NotAction, Resource or NotResource.</summary>
/// <param name="Negated">Fits what no pattern fits.</param>
internal sealed record PatternClause(IReadOnlyList<string> Patterns, bool Negated);

/// <summary>Principal or NotPrincipal: names by kind (<c>AWS</c>, <c>Federated</c>, <c>Service</c>); <c>"*"</c> alone is <c>AWS: *</c>.</summary>
internal sealed record PrincipalClause(IReadOnlyList<(string Kind, string Name)> Names, bool Negated)
{
    public bool Fits(RequestPrincipal? principal) =>
        principal is not null && Negated != Names.Any(n => n is ("AWS", "*") || (n.Kind == principal.Kind && principal.Names.Contains(n.Name)));
}
