namespace Aqueduct.StandIns.Aws.Policies;

/// <summary>What policies say to a request: a fitting Deny wins over every Allow, and what nothing allows is denied.</summary>
internal static class PolicyEvaluator
{
    public static Decision Decide(IEnumerable<PolicyDocument> documents, PolicyRequest request)
    {
        var decision = Decision.ImplicitDeny;
        foreach (var document in documents)
        {
            foreach (var statement in document.Statements.Where(s => Fits(s, request, document.HasVariables)))
            {
                if (!statement.Allows) return Decision.ExplicitDeny;
                decision = Decision.Allowed;
            }
        }
        return decision;
    }

    private static bool Fits(Statement statement, PolicyRequest request, bool hasVariables) =>
        (statement.Principals is null || statement.Principals.Fits(request.Principal))
        && statement.Actions is { } actions && actions.Negated != actions.Patterns.Any(p => Glob.Of(p).Fits(request.Action, ignoreCase: true))
        && FitsResource(statement, request, hasVariables)
        && statement.Conditions.All(c => c.Holds(request.Context, hasVariables));

    // A trust policy has no Resource: it speaks about its own role. A pattern whose variable is absent makes the statement fit nothing.
    private static bool FitsResource(Statement statement, PolicyRequest request, bool hasVariables)
    {
        if (statement.Resources is not { } resources) return statement.Principals is not null;
        var globs = resources.Patterns.Select(p => hasVariables ? Glob.Of(p, request.Context) : Glob.Of(p)).ToList();
        return globs.Any(g => g?.Fits(request.Resource) == true)
            ? !resources.Negated
            : resources.Negated && !globs.Contains(null);
    }
}
