using Aqueduct.Server.Audit;
using Aqueduct.Server.Connections;
using Aqueduct.Server.Gateway;
using Aqueduct.Server.SignIn;
using Aqueduct.Server.Storage;
using Aqueduct.Setup;
using Aqueduct.Setup.Configuration;

namespace Aqueduct.Server;

/// <summary>What the service, or a command that works on its data, needs of the configuration and the process.</summary>
public sealed record AqueductSettings
{
    public required ServerOptions Server { get; init; }

    public required IdentityOptions Identity { get; init; }

    public required StorageOptions Storage { get; init; }

    public AuditOptions Audit { get; init; } = new();

    /// <summary><c>gitlab.instance_uid</c>; null: the database has it, or GitLab.</summary>
    public string? InstanceUid { get; init; }

    /// <summary>Asks GitLab for its UUID; called at a first start without <see cref="InstanceUid"/>. Null asks nobody.</summary>
    public Func<CancellationToken, Task<SetupResult<string>>>? ReadInstanceUid { get; init; }

    /// <summary>Folder of the configuration file; relative paths count from there.</summary>
    public string BaseFolder { get; init; } = "";

    /// <summary>Reaches the issuer's public address as <c>network:</c> says; owned by the caller.</summary>
    public required HttpClient Outgoing { get; init; }

    /// <summary>Null serves no connection: in <c>gitlab.mode</c> gateway GitLab does it itself.</summary>
    public ConnectionsOptions? Connections { get; init; }

    /// <summary>Null keeps no mirror of GitLab's groups and projects and no hooks: in mode gateway GitLab does it, and without a token nobody can.</summary>
    public BesideSettings? Beside { get; init; }

    /// <summary>Null serves no gateway: in <c>gitlab.mode</c> beside nobody calls it.</summary>
    public GatewaySettings? Gateway { get; init; }

    /// <summary>Null serves no pages: without GitLab's address nobody could sign in.</summary>
    public SignInSettings? SignIn { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
