namespace Aqueduct.StandIns.Aws.World;

/// <summary>What tests and rehearsals may turn; the defaults are AWS's.</summary>
internal sealed class WorldSettings
{
    public int ProvidersPerAccount { get; set; } = 100;

    public int RolesPerAccount { get; set; } = 1000;

    public int ManagedPoliciesPerRole { get; set; } = 10;

    /// <summary>Characters of a trust policy, white space not counted.</summary>
    public int TrustPolicySize { get; set; } = 2048;

    /// <summary>Characters of all inline policies of one role, white space not counted.</summary>
    public int InlinePolicySize { get; set; } = 10_240;

    /// <summary>Eventual consistency: what was created is seen only after so many further calls; 0 for at once.</summary>
    public int CallsUntilVisible { get; set; }

    /// <summary>Amazon Q Developer takes no new accounts: without a profile none can be created.</summary>
    public bool ProfilesClosedToNewAccounts { get; set; }
}
