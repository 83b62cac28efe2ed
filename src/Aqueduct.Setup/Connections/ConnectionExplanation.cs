using Aqueduct.Aws;

namespace Aqueduct.Setup.Connections;

/// <summary>What Amazon Q refuses of a connection, in words a person can act on. Sources: its service model; AWS's page "Troubleshooting GitLab Duo".</summary>
internal static class ConnectionExplanation
{
    public const string Addresses = "34.228.181.128, 44.219.176.187 and 54.226.244.221";

    public const string ReachFix =
        $"Let Amazon Q reach GitLab at gitlab.external_url over https: from the addresses {Addresses}, with a certificate of a public authority; then `aqueduct connection verify`.";

    public const string ConsentFix = "Run `aqueduct connection connect` and open the link it prints, signed in at GitLab as the one Amazon Q is to act for.";

    public const string RegisterFix = "Run `aqueduct setup apply --only gitlab`, then `aqueduct connection connect`: it registers the application again.";

    public static Failure NotConnected { get; } =
        new("not-connected", "Amazon Q knows no connection in this account and region.", "Run `aqueduct connection connect`.");

    public static Failure ConsentNeeded(string message) =>
        new("consent-needed", $"Amazon Q has no valid consent of a person at GitLab: {message}", ConsentFix);

    public static Failure Explain(AwsFailure failure, string region) => failure switch
    {
        { Kind: AwsFailureKind.Invalid, Message: "ProfileDoesNotExist" } => new(
            "profile-missing", $"There is no Amazon Q Developer profile in {region}: Amazon Q connects no GitLab without one (ProfileDoesNotExist).",
            "Run `aqueduct setup apply --only aws`, which creates it; or create it in the Amazon Q Developer console (Get started). Then run the command again."),
        { Kind: AwsFailureKind.Invalid } => new(
            "connection-invalid", $"Amazon Q does not take the connection's values: {failure}",
            "gitlab.external_url must begin with https:// and server.public_url be the address GitLab sends browsers back to; correct them, then run `aqueduct setup apply --only gitlab`."),
        { Kind: AwsFailureKind.Denied } => Denied(failure),
        { Kind: AwsFailureKind.NotFound } => NotConnected,
        { Kind: AwsFailureKind.Conflict } => new(
            "connection-busy", $"Somebody else changed the connection at the same time: {failure}", "`aqueduct connection verify` shows what stands; then run the command again."),
        _ => AwsExplanation.Explain(failure, null),
    };

    /// <summary>The reason Amazon Q gives for a denial that is GitLab's, not IAM's; null for IAM's.</summary>
    public static string? ReasonOf(AwsFailure failure) =>
        failure.Kind is AwsFailureKind.Denied && failure.Members.TryGetValue("reason", out var reason) && reason.StartsWith("gitLab", StringComparison.Ordinal) ? reason : null;

    public static bool IsConsent(AwsFailure failure) => ReasonOf(failure) is "gitLabExpiredIdentity" or "gitLabInvalidIdentity";

    private static Failure Denied(AwsFailure failure) => ReasonOf(failure) switch
    {
        "gitLabExpiredIdentity" or "gitLabInvalidIdentity" => ConsentNeeded(failure.Message),
        "gitLabInstanceUnreachable" => new("gitlab-unreachable", $"Amazon Q cannot reach GitLab: {failure.Message}", ReachFix),
        "gitLabCredentialInvalid" => new("gitlab-credential-invalid", $"GitLab does not take the application Amazon Q was given: {failure.Message}", RegisterFix),
        { } newer => new("gitlab-refused", $"Amazon Q says {newer}: {failure.Message}", "`aqueduct connection verify` shows both checks; then run the command again."),
        null => new(
            "role-lacks-right", $"The role may not do {failure.Action}: {failure.Message}",
            "`aqueduct setup apply --only aws` grants what the role lacks; an organisation's policy (SCP) may also deny it."),
    };
}
