namespace Aqueduct.Aws.Iam;

/// <summary>The operations of AWS IAM (API 2010-05-08) that set-up, doctor and destroy need.</summary>
public sealed class IamClient
{
    public Task<AwsResult<IReadOnlyList<string>>> ListOpenIdConnectProvidersAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<AwsResult<OpenIdConnectProvider>> GetOpenIdConnectProviderAsync(string arn, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <returns>The ARN.</returns>
    public Task<AwsResult<string>> CreateOpenIdConnectProviderAsync(
        string url, IReadOnlyList<string> clientIds, IReadOnlyList<IamTag> tags, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<AwsResult<Done>> AddClientIdToOpenIdConnectProviderAsync(string arn, string clientId, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<AwsResult<Done>> RemoveClientIdFromOpenIdConnectProviderAsync(string arn, string clientId, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<AwsResult<Done>> TagOpenIdConnectProviderAsync(string arn, IReadOnlyList<IamTag> tags, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<AwsResult<Done>> UntagOpenIdConnectProviderAsync(string arn, IReadOnlyList<string> keys, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<AwsResult<Done>> DeleteOpenIdConnectProviderAsync(string arn, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<AwsResult<Role>> GetRoleAsync(string name, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<AwsResult<Role>> CreateRoleAsync(NewRole role, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Sets both members: IAM resets what a call leaves out.</summary>
    public Task<AwsResult<Done>> UpdateRoleAsync(string name, int maxSessionDuration, string? description, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<AwsResult<Done>> UpdateAssumeRolePolicyAsync(string name, string trustPolicy, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<AwsResult<Done>> TagRoleAsync(string name, IReadOnlyList<IamTag> tags, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<AwsResult<Done>> UntagRoleAsync(string name, IReadOnlyList<string> keys, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<AwsResult<Done>> DeleteRoleAsync(string name, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<AwsResult<IReadOnlyList<AttachedPolicy>>> ListAttachedRolePoliciesAsync(string roleName, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<AwsResult<Done>> AttachRolePolicyAsync(string roleName, string policyArn, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<AwsResult<Done>> DetachRolePolicyAsync(string roleName, string policyArn, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <returns>Names of the inline policies.</returns>
    public Task<AwsResult<IReadOnlyList<string>>> ListRolePoliciesAsync(string roleName, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <returns>The document as JSON text.</returns>
    public Task<AwsResult<string>> GetRolePolicyAsync(string roleName, string policyName, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<AwsResult<Done>> PutRolePolicyAsync(string roleName, string policyName, string document, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<AwsResult<Done>> DeleteRolePolicyAsync(string roleName, string policyName, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>The document of a managed policy's default version, as JSON text (GetPolicy, then GetPolicyVersion).</summary>
    public Task<AwsResult<string>> GetManagedPolicyDocumentAsync(string policyArn, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Asks IAM what the identity policies of a principal allow; trust policies are not part of it.</summary>
    public Task<AwsResult<IReadOnlyList<SimulatedAction>>> SimulatePrincipalPolicyAsync(
        string policySourceArn, IReadOnlyList<string> actions, IReadOnlyList<string> resourceArns, CancellationToken cancellationToken) => throw new NotImplementedException();
}
