using Aqueduct.StandIns.GitLab.Git;
using Aqueduct.StandIns.GitLab.Hooks;
using Aqueduct.StandIns.GitLab.Rehearsal;
using Aqueduct.StandIns.GitLab.World;
using Aqueduct.StandIns.Hosting;
using Aqueduct.StandIns.Rehearsal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aqueduct.StandIns.GitLab;

/// <summary>
/// A strict local GitLab: REST API v4, the little GraphQL that is needed, OAuth 2 and OpenID Connect with pages for sign-in and consent,
/// webhooks and real Git repositories. Everybody knows its users and tokens (<see cref="FixedWorld"/>), so it listens on loopback only.
/// </summary>
public sealed class GitLabStandIn : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient outgoing;
    private readonly RequestLog<GitLabRequest> log;
    private readonly SystemEvents events;
    private readonly string? temporary;

    private GitLabStandIn(WebApplication app, HttpClient outgoing, Surfaces surfaces, string? temporary)
    {
        (this.app, this.outgoing, log, events, Faults, this.temporary) = (app, outgoing, surfaces.Log, surfaces.SystemEvents, surfaces.Faults, temporary);
        World = surfaces.World;
        Urls = [.. app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(a => new Uri(a))];
    }

    /// <summary>Where it listens, in the order asked for; real ports where 0 was asked for.</summary>
    public IReadOnlyList<Uri> Urls { get; }

    /// <summary>The first address.</summary>
    public Uri Url => Urls[0];

    /// <summary>The last 10,000 calls, oldest first; those to <c>/_standin/</c> are not counted.</summary>
    public IReadOnlyList<GitLabRequest> Requests => log.All();

    /// <summary>What is to go wrong.</summary>
    public FaultList<GitLabFault> Faults { get; }

    /// <summary>Ends when the system hooks were told of all that happened so far.</summary>
    public Task HooksSentAsync() => events.SentAsync();

    internal GitLabWorld World { get; }

    /// <exception cref="ArgumentException">The options have <see cref="GitLabStandInOptions.Faults"/>.</exception>
    /// <exception cref="IOException">A port is taken, or <c>git</c> failed.</exception>
    public static async Task<GitLabStandIn> StartAsync(GitLabStandInOptions options, CancellationToken cancellationToken)
    {
        if (options.Faults() is { Count: > 0 } wrong) throw new ArgumentException(string.Join(Environment.NewLine, wrong), nameof(options));
        var temporary = options.StateFolder is null ? Directory.CreateTempSubdirectory("gitlab-stand-in-").FullName : null;
        try
        {
            return await StartAsync(options, options.StateFolder ?? temporary!, temporary, cancellationToken);
        }
        catch
        {
            if (temporary is not null) Directory.Delete(temporary, recursive: true);
            throw;
        }
    }

    private static async Task<GitLabStandIn> StartAsync(GitLabStandInOptions options, string folder, string? temporary, CancellationToken cancellationToken)
    {
        var stateFile = temporary is null ? Path.Combine(folder, "gitlab-state.json") : null;
        var repositories = new Repositories(Path.Combine(folder, "repositories"));
        if (!GitLabWorld.TryLoad(stateFile, out var state))
        {
            if (Directory.Exists(repositories.Root)) Directory.Delete(repositories.Root, recursive: true); // of a start that did not get far
            state = await FixedWorld.CreateAsync(options, repositories, cancellationToken);
        }

        // The name it goes by may be its own address, which is known only once it listens: early calls wait for that.
        var ready = new TaskCompletionSource<Surfaces>(TaskCreationOptions.RunContinuationsAsynchronously);
        var app = Build(options, async http => await (await ready.Task).Pipeline.HandleAsync(http));
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var rules = options.ConnectTo.Select(text => ConnectTo.TryParse(text, out var rule) ? rule : null).OfType<ConnectTo>().ToList();
        var outgoing = OutgoingHttp.Create(rules, options.CaFile);
        var surfaces = new Surfaces(new GitLabWorld(state, options, options.ExternalUrl ?? address, stateFile), repositories, outgoing);
        ready.SetResult(surfaces);
        return new GitLabStandIn(app, outgoing, surfaces, temporary);
    }

    public async ValueTask DisposeAsync()
    {
        Faults.Clear(); // what is held would hold the stop, too
        await app.DisposeAsync();
        await events.DisposeAsync();
        outgoing.Dispose();
        if (temporary is not null) Directory.Delete(temporary, recursive: true);
    }

    private static WebApplication Build(GitLabStandInOptions options, Microsoft.AspNetCore.Http.RequestDelegate handle)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            foreach (var url in options.Urls) ListenAddress.Listen(kestrel, url, options.CertificateFile, options.KeyFile);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        var app = builder.Build();
        app.Run(handle);
        return app;
    }
}
