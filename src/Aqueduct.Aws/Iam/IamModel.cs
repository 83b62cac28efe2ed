namespace Aqueduct.Aws.Iam;

public sealed record IamTag(string Key, string Value);

/// <param name="Url">The issuer without its scheme, as IAM returns it.</param>
public sealed record OpenIdConnectProvider(
    string Arn, string Url, IReadOnlyList<string> ClientIds, IReadOnlyList<string> Thumbprints, IReadOnlyList<IamTag> Tags);

/// <param name="TrustPolicy">The assume-role policy document as JSON text (URL-decoded).</param>
/// <param name="MaxSessionDuration">In seconds, 3600 to 43200.</param>
public sealed record Role(
    string Name, string Arn, string RoleId, string Path, string TrustPolicy, int MaxSessionDuration, string? Description, IReadOnlyList<IamTag> Tags);

public sealed record NewRole(
    string Name, string TrustPolicy, int MaxSessionDuration, string? Description, IReadOnlyList<IamTag> Tags);

public sealed record AttachedPolicy(string Name, string Arn);

/// <param name="Decision"><c>allowed</c>, <c>explicitDeny</c> or <c>implicitDeny</c>.</param>
public sealed record SimulatedAction(string Action, string Resource, string Decision);
