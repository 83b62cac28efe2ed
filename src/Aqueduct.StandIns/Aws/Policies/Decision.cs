namespace Aqueduct.StandIns.Aws.Policies;

/// <summary>What policies say to a request.</summary>
internal enum Decision
{
    /// <summary>No statement fits.</summary>
    ImplicitDeny,

    Allowed,

    /// <summary>A statement with <c>Deny</c> fits; nothing outweighs it.</summary>
    ExplicitDeny,
}
