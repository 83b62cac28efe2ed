using Aqueduct.Aws.Protocols;

namespace Aqueduct.Aws.Iam;

public sealed partial class IamClient
{
    public Task<AwsResult<IReadOnlyList<AttachedPolicy>>> ListAttachedRolePoliciesAsync(string roleName, CancellationToken cancellationToken) =>
        ReadPagesAsync(
            "ListAttachedRolePolicies",
            () => OfRole(roleName),
            r => r.Members("AttachedPolicies").Select(p => new AttachedPolicy(p.Required("PolicyName"), p.Required("PolicyArn"))),
            cancellationToken);

    public Task<AwsResult<Done>> AttachRolePolicyAsync(string roleName, string policyArn, CancellationToken cancellationToken) =>
        WriteAsync("AttachRolePolicy", OfRole(roleName).Add("PolicyArn", policyArn), cancellationToken);

    public Task<AwsResult<Done>> DetachRolePolicyAsync(string roleName, string policyArn, CancellationToken cancellationToken) =>
        WriteAsync("DetachRolePolicy", OfRole(roleName).Add("PolicyArn", policyArn), cancellationToken);

    /// <returns>Names of the inline policies.</returns>
    public Task<AwsResult<IReadOnlyList<string>>> ListRolePoliciesAsync(string roleName, CancellationToken cancellationToken) =>
        ReadPagesAsync("ListRolePolicies", () => OfRole(roleName), r => r.Members("PolicyNames").Select(p => p.Value), cancellationToken);

    /// <returns>The document as JSON text.</returns>
    public Task<AwsResult<string>> GetRolePolicyAsync(string roleName, string policyName, CancellationToken cancellationToken) =>
        ReadAsync("GetRolePolicy", OfRolePolicy(roleName, policyName), r => IamXml.Document(r, "PolicyDocument"), cancellationToken);

    public Task<AwsResult<Done>> PutRolePolicyAsync(string roleName, string policyName, string document, CancellationToken cancellationToken) =>
        WriteAsync("PutRolePolicy", OfRolePolicy(roleName, policyName).Add("PolicyDocument", document), cancellationToken);

    public Task<AwsResult<Done>> DeleteRolePolicyAsync(string roleName, string policyName, CancellationToken cancellationToken) =>
        WriteAsync("DeleteRolePolicy", OfRolePolicy(roleName, policyName), cancellationToken);

    /// <summary>The document of a managed policy's default version, as JSON text (GetPolicy, then GetPolicyVersion).</summary>
    public async Task<AwsResult<string>> GetManagedPolicyDocumentAsync(string policyArn, CancellationToken cancellationToken)
    {
        var policy = await ReadAsync(
            "GetPolicy", OfPolicy(policyArn), r => r.RequiredChild("Policy").Required("DefaultVersionId"), cancellationToken);
        return policy.TryGet(out var version, out var failure)
            ? await ReadAsync(
                "GetPolicyVersion",
                OfPolicy(policyArn).Add("VersionId", version),
                r => IamXml.Document(r.RequiredChild("PolicyVersion"), "Document"),
                cancellationToken)
            : failure;
    }

    /// <summary>Asks IAM what the identity policies of a principal allow; trust policies are not part of it.</summary>
    public Task<AwsResult<IReadOnlyList<SimulatedAction>>> SimulatePrincipalPolicyAsync(
        string policySourceArn, IReadOnlyList<string> actions, IReadOnlyList<string> resourceArns, CancellationToken cancellationToken) =>
        ReadPagesAsync(
            "SimulatePrincipalPolicy",
            () => new QueryForm().Add("PolicySourceArn", policySourceArn).AddList("ActionNames", actions).AddList("ResourceArns", resourceArns),
            r => r.Members("EvaluationResults").SelectMany(IamXml.Simulated).Distinct(),
            cancellationToken);

    private static QueryForm OfPolicy(string arn) => new QueryForm().Add("PolicyArn", arn);

    private static QueryForm OfRolePolicy(string roleName, string policyName) => OfRole(roleName).Add("PolicyName", policyName);
}
