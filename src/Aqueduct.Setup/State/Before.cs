namespace Aqueduct.Setup.State;

/// <summary>What an adopted thing was like before set-up changed it, as far as set-up changes it; its other attributes are null.</summary>
/// <param name="TrustPolicy">Of a role, the text as IAM gave it.</param>
/// <param name="MaxSessionDuration">Of a role, in seconds.</param>
/// <param name="AttachedPolicies">Of a role, the ARNs.</param>
/// <param name="Audiences">Of an identity provider.</param>
internal sealed record Before(
    string? TrustPolicy = null, int? MaxSessionDuration = null, IReadOnlyList<string>? AttachedPolicies = null, IReadOnlyList<string>? Audiences = null);
