using Aqueduct.StandIns.Aws.Calls;
using Aqueduct.StandIns.Aws.Iam.ManagedPolicies;
using Aqueduct.StandIns.Aws.Iam.Providers;
using Aqueduct.StandIns.Aws.Iam.RolePolicies;
using Aqueduct.StandIns.Aws.Iam.Roles;
using Aqueduct.StandIns.Aws.Iam.Users;

namespace Aqueduct.StandIns.Aws.Iam;

/// <summary>AWS IAM, API 2010-05-08: what setting up, examining and removing an identity provider and its role takes.</summary>
internal static class IamService
{
    public static AwsService Create() => new("iam", AwsProtocol.Query, "2010-05-08",
    [
        .. ProviderOperations.All, .. ClientIdOperations.All, .. Thumbprints.All, .. ProviderTags.All,
        .. RoleOperations.All, .. RoleUpdates.All, .. RoleTags.All,
        .. InlinePolicyOperations.All, .. AttachedPolicyOperations.All, .. PolicyOperations.All,
        .. UserOperations.All, .. AccessKeyOperations.All, .. UserPolicyOperations.All,
        SimulatePrincipalPolicy.Operation,
    ]);
}
