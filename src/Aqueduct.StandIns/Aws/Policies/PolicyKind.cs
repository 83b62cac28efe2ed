namespace Aqueduct.StandIns.Aws.Policies;

/// <summary>Where a policy stands; the grammar differs in what a statement must and must not have.</summary>
internal enum PolicyKind
{
    /// <summary>Of a user or role: Resource, no Principal.</summary>
    Identity,

    /// <summary>Who may assume a role: Principal, STS actions, no Resource.</summary>
    Trust,

    /// <summary>Of a resource such as a key: Principal; a statement without Action or Resource is accepted and fits nothing.</summary>
    Resource,
}
