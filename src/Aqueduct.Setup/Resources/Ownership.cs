namespace Aqueduct.Setup.Resources;

/// <summary>How far something found at AWS is ours.</summary>
internal enum Ownership
{
    /// <summary>Made by us, proven by tag or record: may be changed and deleted.</summary>
    Ours,

    /// <summary>Taken over by the user's word, or relied on by others: only our part in it may be changed, and destroy takes that part back.</summary>
    Adopted,

    /// <summary>Used, never deleted.</summary>
    Shared,

    /// <summary>Nothing says whose it is; changed only with <c>--adopt</c>.</summary>
    Unproven,

    /// <summary>Belongs to another GitLab instance; never touched.</summary>
    Foreign,
}

/// <param name="Other">The instance UID it belongs to, when <see cref="Ownership.Foreign"/>.</param>
internal readonly record struct Proof(Ownership Ownership, string? Other = null);
