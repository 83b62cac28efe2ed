using System.Collections.Frozen;
using System.Net.Sockets;
using System.Text;
using Aqueduct.Server.Access;
using Aqueduct.Server.Audit;
using Aqueduct.Server.Connections;
using Aqueduct.Server.Gateway;
using Aqueduct.Server.Deliveries;
using Aqueduct.Server.Hooks;
using Aqueduct.Server.Identity;
using Aqueduct.Server.LocalApi;
using Aqueduct.Server.Pages;
using Aqueduct.Server.Settings;
using Aqueduct.Server.SignIn;
using Aqueduct.Server.Storage;
using Aqueduct.Server.Tree;
using Aqueduct.Setup;
using Aqueduct.Setup.Connections;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aqueduct.Server;

/// <summary>
/// The running service. It reads no configuration, variables or signals of its own: what it is to do comes in
/// <see cref="AqueductSettings"/>, and it ends when it is disposed.
/// </summary>
public sealed class AqueductServer : IAsyncDisposable
{
    /// <summary>Name of the Unix socket in the data folder.</summary>
    public const string SocketName = "aqueduct.sock";

    /// <summary>How long running requests may take to end once the server is told to stop.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly AqueductStorage storage;
    private readonly WebApplication app;

    private AqueductServer(AqueductStorage storage, WebApplication app, Issuer issuer)
    {
        (this.storage, this.app) = (storage, app);
        SocketPath = storage.Folder.File(SocketName);
        Issuer = issuer.Url;
        Addresses = [.. app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses
            .Where(a => !a.StartsWith("http://unix:", StringComparison.Ordinal))];
    }

    /// <summary>What it listens on, with the ports it really got.</summary>
    public IReadOnlyList<string> Addresses { get; }

    public string SocketPath { get; }

    /// <summary>The <c>iss</c> of its tokens.</summary>
    public string Issuer { get; }

    /// <param name="logging">Where its log goes.</param>
    /// <returns>The server, ready for requests; or what keeps it from starting, with nothing left behind.</returns>
    public static async Task<Outcome<AqueductServer>> StartAsync(
        AqueductSettings settings, Action<ILoggingBuilder> logging, CancellationToken cancellationToken)
    {
        if (!Listeners.Read(settings.Server, settings.BaseFolder).TryGet(out var listeners, out var failure))
            return failure;
        if (!(await OpenedInstance.OpenAsync(settings, "aqueduct serve", cancellationToken)).TryGet(out var instance, out failure))
            return failure;

        var socket = instance.Storage.Folder.File(SocketName);
        WebApplication? app = null;
        try
        {
            if (Encoding.UTF8.GetByteCount(socket) > LocalSocket.MaxPathBytes)
                throw new StorageException(TooLong(socket));
            if (settings.Connections is { } connections && !Desired.From(ConnectionOf(connections, settings, instance).Setup).TryGet(out _, out var wrong))
                throw new StorageException(wrong[0]);
            var accepted = (await instance.Storage.Instances.GetAcceptedAsync(cancellationToken)).ToFrozenSet(StringComparer.Ordinal);
            app = Build(settings, logging, listeners, instance, accepted);
            await app.Services.GetRequiredService<SigningKeyRing>().LoadAsync(cancellationToken);
            await app.StartAsync(cancellationToken);
            return new AqueductServer(instance.Storage, app, instance.Issuer.Issuer);
        }
        catch (Exception e)
        {
            if (app is not null)
                await app.DisposeAsync();
            await instance.Storage.DisposeAsync();
            if (e is StorageException refused)
                return refused.Failure;
            if (e is IOException or SocketException or UnauthorizedAccessException)
                return CannotListen(settings, e);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        await storage.DisposeAsync();
    }

    private static WebApplication Build(
        AqueductSettings settings, Action<ILoggingBuilder> logging, Listeners listeners, OpenedInstance instance, FrozenSet<string> acceptedInstances)
    {
        // Empty: the slim builder would read appsettings.json of the working folder and ASPNETCORE_* variables.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        logging(builder.Logging);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None); // it logs whole addresses, with the codes in them, and traces for a log that shows no traces
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Bound in this order: once /readyz answers, the commands find their socket.
            LocalSocket.Listen(kestrel, instance.Storage.Folder.File(SocketName));
            listeners.Listen(kestrel);
        });
        if (listeners.UseTls)
            builder.WebHost.UseKestrelHttpsConfiguration();

        builder.Services
            .Configure<SocketTransportOptions>(transport => transport.CreateBoundListenSocket = LocalSocket.Bind)
            .Configure<HostOptions>(host => host.ShutdownTimeout = Grace)
            .AddSingleton<IHostLifetime, CommandLifetime>()
            .AddSingleton(settings.Clock)
            .AddRoutingCore()
            .AddStorage(instance.Storage)
            .AddIdentity(instance.Issuer, settings.Outgoing)
            .AddAudit(settings.Audit)
            .AddAccess()
            .AddDeliveries(instance.Storage.SetupState)
            .AddHostedService<SigningKeyRotation>();
        if (settings.Connections is { } connections)
            builder.Services.AddConnections(ConnectionOf(connections, settings, instance), connections.Transport, instance.Storage.SetupState);
        if (settings.Beside is { } beside)
            builder.Services.AddBeside(beside, settings.Clock);
        if (settings.Gateway is { } gateway)
            builder.Services.AddGateway(gateway, acceptedInstances.Contains, settings.Clock).AddSettingsOfGitLab();
        else
            builder.Services.AddSettings();

        if (settings.SignIn is { } signIn)
        {
            builder.Services.AddSignIn(signIn).AddPages(
                new(instance.Issuer.Issuer, settings.Connections is { } own ? ConnectedRole.Configured(own.Aws, own.Role) : null, settings.Connections is not null), Health.WhyNotReadyAsync);
        }

        var app = builder.Build();
        if (settings.Gateway is not null)
            app.UsePathBase(GatewayRoutes.Prefix);
        var access = app.Services.GetRequiredService<IApiAccess>();
        app.UseLocalApi(access, app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Aqueduct.Server.LocalApi"));
        if (settings.SignIn is not null)
            app.UsePages();
        app.UseRouting();
        app.UseApiScopes(access);
        app.MapHealth();
        app.MapIdentity();
        app.MapDeliveries();
        app.MapSettings();
        app.MapAudit();
        app.MapAccess();
        app.MapSetupState(instance.Storage.SetupState);
        if (settings.Connections is not null)
            app.MapConnections();
        if (settings.Beside is not null)
        {
            app.MapTree();
            app.MapHooks();
        }
        if (settings.Gateway is not null)
        {
            app.MapHealth("/monitoring/healthz", "/monitoring/ready"); // where GitLab's AI gateway has them
            app.MapGateway();
        }

        if (settings.SignIn is not null)
        {
            app.MapSignIn();
            app.MapPages();
        }

        return app;
    }

    private static ConnectionSettings ConnectionOf(ConnectionsOptions options, AqueductSettings settings, OpenedInstance instance) => new(
        new(instance.Issuer.Issuer.InstanceUid, settings.Identity.IssuerUrl ?? settings.Server.PublicUrl ?? "", options.Aws, options.Role, options.Profile),
        options.GitLabUrl);

    private static Failure TooLong(string socket) => new(
        "socket-path-too-long", $"storage.path: the Unix socket {socket} would have a path of more than {LocalSocket.MaxPathBytes} bytes, the system's limit.",
        "Let storage.path name a file in a folder with a shorter path.");

    private static Failure CannotListen(AqueductSettings settings, Exception e) => new(
        "cannot-listen", $"server.urls: cannot listen on {settings.Server.Urls}: {e.Message}",
        "Stop what uses the port, or set server.urls to another one.");

    /// <summary>Signals are the command's; the host must not take them a second time.</summary>
    private sealed class CommandLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
