using Aqueduct.StandIns.Aws.Access;
using Aqueduct.StandIns.Aws.Calls;
using Aqueduct.StandIns.Aws.Iam;
using Aqueduct.StandIns.Aws.Policies;

namespace Aqueduct.StandIns.Aws.Sts;

/// <summary>What a role's trust policy says to a web identity.</summary>
internal static class RoleTrust
{
    public static bool Allows(AwsCall call, IamRole role, WebIdentity identity, string sessionName)
    {
        var context = GlobalContext.Of(call).Set("sts:RoleSessionName", sessionName);
        foreach (var (key, values) in identity.Context()) context.Set(key, values);
        var request = new PolicyRequest("sts:AssumeRoleWithWebIdentity", role.Arn, context)
        {
            Principal = new RequestPrincipal("Federated", identity.Provider.Arn),
        };
        return PolicyEvaluator.Decide([PolicyDocument.Parse(role.TrustPolicy, PolicyKind.Trust)], request) == Decision.Allowed;
    }
}
