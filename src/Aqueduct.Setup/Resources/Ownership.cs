namespace Aqueduct.Setup.Resources;

/// <summary>How far something found at AWS is ours.</summary>
internal enum Ownership
{
    /// <summary>Proven by tag or record: may be changed and deleted.</summary>
    Ours,

    /// <summary>Used, never deleted.</summary>
    Shared,

    /// <summary>Nothing says whose it is; changed only with <c>--adopt</c>.</summary>
    Unproven,

    /// <summary>Belongs to another GitLab instance; never touched.</summary>
    Foreign,
}

/// <param name="Other">The instance UID it belongs to, when <see cref="Ownership.Foreign"/>.</param>
internal readonly record struct Proof(Ownership Ownership, string? Other = null);
