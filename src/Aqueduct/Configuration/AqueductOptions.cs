using Aqueduct.Server;
using Aqueduct.Server.Assistants;
using Aqueduct.Server.Audit;
using Aqueduct.Server.Gateway;
using Aqueduct.Server.Storage;
using Aqueduct.Setup.Configuration;

namespace Aqueduct.Configuration;

/// <summary>All of <c>aqueduct.yaml</c>: a property per section, a property of the section's type per setting.</summary>
internal sealed class AqueductOptions
{
    public GitLabOptions Gitlab { get; } = new(); // spelt as the key: gitlab, not git_lab

    public AwsOptions Aws { get; } = new();

    public IdentityOptions Identity { get; } = new();

    public RoleOptions Role { get; } = new();

    public ProfileOptions Profile { get; } = new();

    public AssistantOptions Assistant { get; } = new();

    public StorageOptions Storage { get; } = new();

    public AuditOptions Audit { get; } = new();

    public ClusterOptions Cluster { get; } = new();

    public ServerOptions Server { get; } = new();

    public GatewayOptions Gateway { get; } = new();

    public NetworkOptions Network { get; } = new();
}
