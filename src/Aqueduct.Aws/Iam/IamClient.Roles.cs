using System.Globalization;
using Aqueduct.Aws.Protocols;

namespace Aqueduct.Aws.Iam;

public sealed partial class IamClient
{
    public Task<AwsResult<Role>> GetRoleAsync(string name, CancellationToken cancellationToken) =>
        ReadAsync("GetRole", OfRole(name), r => IamXml.Role(r.RequiredChild("Role")), cancellationToken);

    public Task<AwsResult<Role>> CreateRoleAsync(NewRole role, CancellationToken cancellationToken) =>
        CreateAsync(
            "CreateRole",
            OfRole(role.Name)
                .Add("AssumeRolePolicyDocument", role.TrustPolicy)
                .Add("Description", role.Description)
                .Add("MaxSessionDuration", Seconds(role.MaxSessionDuration))
                .AddTags(role.Tags),
            r => IamXml.Role(r.RequiredChild("Role")),
            cancellationToken);

    /// <summary>Sets both members: IAM resets what a call leaves out.</summary>
    public Task<AwsResult<Done>> UpdateRoleAsync(string name, int maxSessionDuration, string? description, CancellationToken cancellationToken) =>
        WriteAsync(
            "UpdateRole",
            OfRole(name).Add("Description", description).Add("MaxSessionDuration", Seconds(maxSessionDuration)),
            cancellationToken);

    public Task<AwsResult<Done>> UpdateAssumeRolePolicyAsync(string name, string trustPolicy, CancellationToken cancellationToken) =>
        WriteAsync("UpdateAssumeRolePolicy", OfRole(name).Add("PolicyDocument", trustPolicy), cancellationToken);

    public Task<AwsResult<Done>> TagRoleAsync(string name, IReadOnlyList<IamTag> tags, CancellationToken cancellationToken) =>
        WriteAsync("TagRole", OfRole(name).AddTags(tags), cancellationToken);

    public Task<AwsResult<Done>> UntagRoleAsync(string name, IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        WriteAsync("UntagRole", OfRole(name).AddList("TagKeys", keys), cancellationToken);

    public Task<AwsResult<Done>> DeleteRoleAsync(string name, CancellationToken cancellationToken) =>
        WriteAsync("DeleteRole", OfRole(name), cancellationToken);

    private static QueryForm OfRole(string name) => new QueryForm().Add("RoleName", name);

    private static string Seconds(int seconds) => seconds.ToString(CultureInfo.InvariantCulture);
}
