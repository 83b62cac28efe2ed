namespace Aqueduct.StandIns.Aws.Iam;

/// <summary>IAM's part of the world.</summary>
internal sealed class IamState
{
    public List<OidcProvider> Providers { get; init; } = [];

    public List<IamRole> Roles { get; init; } = [];

    public List<IamUser> Users { get; init; } = [];

    public List<AccessKey> AccessKeys { get; init; } = [];
}
