using Aqueduct.StandIns.Aws.Policies;

namespace Aqueduct.StandIns.Aws.Kms;

/// <summary>
/// What all policies say to the use of a key. The key policy decides: it allows the caller itself, or it hands over to the account, and then the
/// caller's own policies have to allow it, too. A Deny on either side wins.
/// </summary>
/// <param name="Caller">The key policy, asked for the caller itself.</param>
/// <param name="Account">The key policy, asked for the account.</param>
/// <param name="Identity">The caller's own policies.</param>
internal readonly record struct KeyVerdict(Decision Caller, Decision Account, Decision Identity)
{
    public bool IsAllowed => !IsDenied && (Caller == Decision.Allowed || (Account == Decision.Allowed && Identity == Decision.Allowed));

    private bool IsDenied => Caller == Decision.ExplicitDeny || Account == Decision.ExplicitDeny || Identity == Decision.ExplicitDeny;

    /// <summary>AWS's words for why not.</summary>
    public string Reason(string action) =>
        Identity == Decision.ExplicitDeny ? "with an explicit deny in an identity-based policy"
        : IsDenied ? "with an explicit deny in a resource-based policy"
        : $"because no {(Account == Decision.Allowed ? "identity" : "resource")}-based policy allows the {action} action";
}
