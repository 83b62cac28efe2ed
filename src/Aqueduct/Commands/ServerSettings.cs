using Aqueduct.Configuration;
using Aqueduct.Server;

namespace Aqueduct.Commands;

/// <summary>What the server, or a command in its stead, takes from the configuration.</summary>
internal static class ServerSettings
{
    /// <param name="outgoing">Made by <c>OutboundTransport</c>; owned by the caller.</param>
    public static AqueductSettings ForServer(this AqueductConfiguration configuration, HttpClient outgoing, TimeProvider clock) => new()
    {
        Server = configuration.Options.Server,
        Identity = configuration.Options.Identity,
        Storage = configuration.Options.Storage,
        InstanceUid = configuration.Options.Gitlab.InstanceUid,
        BaseFolder = configuration.DataFolder, // all paths are absolute already
        Outgoing = outgoing,
        Clock = clock,
    };
}
