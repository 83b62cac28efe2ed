using System.Text.Json.Serialization;

namespace Aqueduct.Setup;

/// <summary>Where an apply or destroy got to; what was done stays done when it stops at a failure.</summary>
/// <param name="Values">What the AWS side comes to; only after a complete apply of it.</param>
/// <param name="GitLab">What the GitLab side comes to; only after a complete apply of it.</param>
public sealed record SetupOutcome(
    IReadOnlyList<AppliedChange> Changes, Failure? Failure = null, SetupValues? Values = null,
    [property: JsonPropertyName("gitlab")] GitLabValues? GitLab = null);

/// <summary>What the AWS side comes to.</summary>
/// <param name="NextStep">What a person does now, in GitLab's own words.</param>
public sealed record SetupValues(string ProviderUrl, string Audience, string RoleArn, string NextStep);

/// <summary>What the GitLab side comes to.</summary>
/// <param name="Account">Username of Amazon Q's account.</param>
/// <param name="ClientId">Of the OAuth application; the secret stays in the encrypted state.</param>
public sealed record GitLabValues(string InstanceUrl, string Account, string ClientId, string RedirectUri, string NextStep);

/// <summary>Told while apply and destroy run.</summary>
/// <param name="Done">Null when the work on it begins.</param>
public sealed record SetupProgress(string Resource, string Identifier, AppliedChange? Done);
