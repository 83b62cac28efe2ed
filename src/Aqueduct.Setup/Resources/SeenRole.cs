using System.Text.RegularExpressions;
using Aqueduct.Aws;
using Aqueduct.Aws.Iam;
using Aqueduct.Setup.Policies;
using Aqueduct.Setup.State;

namespace Aqueduct.Setup.Resources;

/// <summary>A role as it is, and how far it is ours.</summary>
/// <param name="Before">What it was like before it was adopted, where that is recorded.</param>
internal sealed partial record SeenRole(Role Role, Proof Proof, SharedTrust Trust, Before? Before)
{
    public const string TrustName = "trust policy";

    /// <summary>Only a part of it is ours to change.</summary>
    public bool IsShared => Proof.Ownership is not Ownership.Ours;

    /// <param name="former">Its record, when an earlier configuration named it.</param>
    public static async Task<AwsResult<SeenRole>> ReadAsync(SetupContext context, string name, ResourceRecord? former, CancellationToken cancellationToken)
    {
        if (!(await context.Aws.Iam.GetRoleAsync(name, cancellationToken)).TryGet(out var role, out var failure))
            return failure;
        if (SharedTrust.Read(role.TrustPolicy, await ProvidersAsync(context, cancellationToken)) is not { } trust)
            return new AwsFailure(AwsFailureKind.ServerFault, "iam", "GetRole", "InvalidTrustPolicy", $"The trust policy of {role.Arn} is not a policy document.");
        var record = former ?? await context.Records.GetAsync(SetupRecords.Role, cancellationToken);
        return new SeenRole(role, Prove(role, trust, record, context.Desired.InstanceUid), trust, record?.Of(role.Arn)?.Before);
    }

    /// <summary>The trust policy with our statement as wanted; where the role is shared, beside those of others.</summary>
    /// <param name="wanted">The policy of a role that is ours alone.</param>
    public string WantedTrust(string wanted) => IsShared ? Trust.WithOursOf(wanted) : wanted;

    public IReadOnlyList<AttributeChange> CompareTrust(string wanted) =>
        PolicyDifference.Between(TrustName, IsShared ? Trust.Ours : Role.TrustPolicy, wanted);

    /// <summary>The trust policy without us: word for word as it was, unless others changed theirs meanwhile.</summary>
    public string TrustToPutBack => Trust.WithOursOf(Before?.TrustPolicy) is var without
        && Before is { TrustPolicy: { } before } && PolicyDifference.Between(TrustName, before, without).Count is 0 ? before : without;

    /// <summary>In seconds; null when it was not shorter, or is no longer as set-up set it.</summary>
    public int? DurationToPutBack =>
        Role.MaxSessionDuration is Desired.SessionSeconds && Before?.MaxSessionDuration is { } before and not Desired.SessionSeconds ? before : null;

    /// <summary>ARN of GitLab's own identity provider, when the role lets it in as GitLab's page has it.</summary>
    public string? GitLabsProvider(string instanceUid) =>
        Trust.OtherPrincipals.FirstOrDefault(p => p.EndsWith($":oidc-provider/auth.token.gitlab.com/cc/oidc/{instanceUid}", StringComparison.OrdinalIgnoreCase));

    private static Proof Prove(Role role, SharedTrust trust, ResourceRecord? record, string instanceUid)
    {
        var proof = Tagging.Prove(role.Tags, role.Arn, record, instanceUid, trust.HasOthers);
        if (proof.Ownership is not Ownership.Unproven)
            return proof;
        // Made by hand for another instance: taking it over would cut that one off.
        var trusted = Issuers().Matches(role.TrustPolicy).Select(m => m.Groups["uid"].Value).Distinct().ToList();
        return trusted.Count > 0 && !trusted.Contains(instanceUid) ? new(Ownership.Foreign, trusted[0]) : proof;
    }

    /// <summary>Our identity providers: the wanted one, and those of earlier configurations.</summary>
    private static async Task<IReadOnlyCollection<string>> ProvidersAsync(SetupContext context, CancellationToken cancellationToken) =>
        await context.Records.GetAsync(SetupRecords.IdentityProvider, cancellationToken) is { } record
            ? [context.Wanted.ProviderArn, record.Identifier, .. record.FormerOrNone.Select(f => f.Identifier)]
            : [context.Wanted.ProviderArn];

    [GeneratedRegex(@"/cc/oidc/(?<uid>[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})")]
    private static partial Regex Issuers();
}
