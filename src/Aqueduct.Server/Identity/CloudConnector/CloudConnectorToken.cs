using System.Collections.Frozen;

namespace Aqueduct.Server.Identity.CloudConnector;

/// <summary>What a verified Cloud Connector token says; texts that are missing are empty.</summary>
/// <param name="Issuer">One of <see cref="CloudConnectorOptions.Issuers"/>; its key signed the token.</param>
/// <param name="Subject">The instance UID in instance tokens; GitLab sends it as <c>X-Gitlab-Instance-Id</c> too.</param>
/// <param name="InstanceUid"><c>gitlab_instance_uid</c>, else <paramref name="Subject"/>; one of ours.</param>
/// <param name="InstanceId"><c>gitlab_instance_id</c>.</param>
/// <param name="Realm"><c>self-managed</c>, <c>saas</c> or empty.</param>
/// <param name="Scopes">Unit primitives the instance may use.</param>
public sealed record CloudConnectorToken(
    string Issuer, string Subject, string InstanceUid, string InstanceId, string Realm, FrozenSet<string> Scopes, DateTimeOffset ExpiresAt)
{
    /// <summary>How far GitLab's clock and ours may be apart.</summary>
    internal static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    internal bool HasExpired(DateTimeOffset now) => now - ExpiresAt >= Skew;
}
