namespace Aqueduct.StandIns.Aws.World;

/// <summary>
/// Temporary credentials of a role, as STS gave them out. Kept after their end, so that late use is refused as expired, not as unknown.
/// </summary>
internal sealed class RoleSession
{
    /// <summary>Begins with <c>ASIA</c>.</summary>
    public required string AccessKeyId { get; init; }

    public required string SecretAccessKey { get; init; }

    public required string SessionToken { get; init; }

    public required string RoleName { get; init; }

    /// <summary>ID of the role at that time: a role made anew under the same name is another one.</summary>
    public required string RoleId { get; init; }

    public required string SessionName { get; init; }

    public required DateTimeOffset Expiration { get; init; }

    /// <summary>Condition keys that last as long as the session, such as <c>host/path:aud</c> and <c>aws:FederatedProvider</c>.</summary>
    public Dictionary<string, string[]> Context { get; init; } = [];

    /// <summary>Documents that restrict the session below the role's own permissions; empty for no restriction.</summary>
    public List<string> SessionPolicies { get; init; } = [];

    public override string ToString() => $"{AccessKeyId} of role {RoleName}, session {SessionName}";
}
