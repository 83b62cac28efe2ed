using Aqueduct.Configuration;
using Aqueduct.Server;
using Aqueduct.Server.Connections;
using Aqueduct.Server.Gateway;
using Aqueduct.Server.SignIn;
using Aqueduct.Setup;
using Aqueduct.Setup.Configuration;
using Aqueduct.Setup.Network;

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
        Audit = configuration.Options.Audit,
        InstanceUid = configuration.Options.Gitlab.InstanceUid,
        ReadInstanceUid = configuration.Options.Gitlab is { Url: { } url, TokenFile: { } tokenFile }
            ? cancellationToken => GitLabInstance.ReadUidAsync(new Uri(url), tokenFile, configuration.Transport(), clock, cancellationToken)
            : null,
        BaseFolder = configuration.DataFolder, // all paths are absolute already
        Outgoing = outgoing,
        Connections = configuration.Options.Gitlab.Mode is GitLabMode.Beside ? configuration.Connections() : null,
        Beside = configuration.Beside(),
        Gateway = configuration.Options.Gitlab.Mode is GitLabMode.Gateway ? configuration.Gateway() : null,
        SignIn = configuration.SignIn(),
        Clock = clock,
    };

    private static ConnectionsOptions Connections(this AqueductConfiguration configuration)
    {
        var options = configuration.Options;
        return new(options.Aws, options.Role, options.Profile, configuration.GitLabUrl(), configuration.Transport);
    }

    private static BesideSettings? Beside(this AqueductConfiguration configuration) =>
        configuration.Options is { Gitlab: { Mode: GitLabMode.Beside, Url: { } url, TokenFile: { } tokenFile }, Server.PublicUrl: { } publicUrl }
            ? new(new Uri(url), tokenFile, publicUrl.TrimEnd('/'), configuration.Transport)
            : null;

    private static GatewaySettings Gateway(this AqueductConfiguration configuration)
    {
        var options = configuration.Options;
        return new(
            options.Gateway, options.Aws, options.Role, configuration.GitLabUrl(), options.Gitlab.Url ?? "", options.Gitlab.TokenFile, configuration.Transport);
    }

    private static SignInSettings? SignIn(this AqueductConfiguration configuration)
    {
        if (configuration.Options is not { Gitlab.Url: { } url, Server.PublicUrl: { } publicUrl })
            return null;
        var everywhere = new SignInPlace(publicUrl.TrimEnd('/'), configuration.GitLabUrl().TrimEnd('/'));
        return new(
            configuration.Options.LocalUrl() is { } localUrl ? [everywhere, new(localUrl, url.TrimEnd('/'))] : [everywhere],
            new Uri(url), configuration.Transport);
    }

    /// <summary>As <c>network:</c> says, which was tried before.</summary>
    private static SocketsHttpHandler Transport(this AqueductConfiguration configuration) =>
        OutboundTransport.TryCreate(configuration.Options.Network, out var failure) ?? throw new InvalidOperationException(failure!.Detail);

    /// <summary>GitLab as people and AWS see it.</summary>
    public static string GitLabUrl(this AqueductConfiguration configuration) =>
        configuration.Options.Gitlab.ExternalUrl ?? configuration.Options.Gitlab.Url ?? "";
}
