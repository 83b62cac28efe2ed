using Aqueduct.Aws;
using Aqueduct.Setup.Configuration;

namespace Aqueduct.Setup;

/// <summary>What should exist at AWS, derived from the configuration alone; account-specific names come from <see cref="In"/>.</summary>
/// <param name="IssuerUrl"><c>https://host/…/cc/oidc/&lt;instance UID&gt;</c>; IAM calls it the provider URL.</param>
public sealed record Desired(
    string InstanceUid, string IssuerUrl, string Region, string RoleName, RolePolicy Policy, string ProfileName, string ProfileDescription)
{
    /// <summary>12 hours, in seconds: what GitLab's AI gateway asks STS for. Source: GitLab's set-up page, "Edit the role".</summary>
    public const int SessionSeconds = 43_200;

    public const string InstanceTag = "aqueduct:instance-uid";
    public const string ManagedByTag = "aqueduct:managed-by";
    public const string ManagedBy = "aqueduct";
    public const string ManagedPolicyName = "GitLabDuoWithAmazonQPermissionsPolicy";
    public const string InlinePolicyName = "gitlab-duo-amazon-q-policy";

    /// <summary>The inline policy that adds what an adopted role lacks; the documented one, if it is there, stays as it is.</summary>
    public const string AddedPolicyName = "aqueduct-amazon-q-policy";

    public string Audience => $"gitlab-cc-{InstanceUid}";

    /// <summary>The issuer without scheme: IAM's name for the provider and the prefix of its condition keys.</summary>
    public string ProviderName => IssuerUrl["https://".Length..];

    public AwsPartition Partition => AwsPartition.OfRegion(Region);

    public string ManagedPolicyArn => $"arn:{Partition.Id}:iam::aws:policy/{ManagedPolicyName}";

    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; } =
        [new(InstanceTag, InstanceUid), new(ManagedByTag, ManagedBy)];

    public string RoleDescription => $"Amazon Q Developer for the GitLab instance {InstanceUid}";

    public DesiredInAccount In(string account) => new(this, account);

    /// <summary>Reads the settings; every value that AWS would refuse is a failure that names its key.</summary>
    public static SetupResult<Desired> From(SetupSettings settings)
    {
        var region = settings.Aws.Region;
        var desired = new Desired(
            settings.InstanceUid,
            $"{settings.IssuerUrl}/cc/oidc/{settings.InstanceUid}",
            region,
            settings.Role.Name,
            settings.Role.Policy,
            settings.Profile.Name ?? $"QDevProfile-{region}",
            settings.Profile.Description);
        var failures = DesiredRules.Check(desired, settings).ToList();
        return failures.Count is 0 ? desired : SetupResult.Refused<Desired>(failures);
    }
}

/// <summary>The names and the trust policy that contain the account.</summary>
public sealed record DesiredInAccount(Desired Desired, string Account)
{
    public string ProviderArn => $"arn:{Desired.Partition.Id}:iam::{Account}:oidc-provider/{Desired.ProviderName}";

    public string RoleArn => $"arn:{Desired.Partition.Id}:iam::{Account}:role/{Desired.RoleName}";

    public string TrustPolicy => Policies.TrustPolicy.Write(ProviderArn, Desired.ProviderName, Desired.Audience, Desired.InstanceUid);
}
