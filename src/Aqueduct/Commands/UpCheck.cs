using Aqueduct.Configuration;
using Aqueduct.Embedded;
using Aqueduct.Rendering;
using Aqueduct.Setup.Configuration;
using Aqueduct.Setup.Network;
using Aqueduct.Setup.Rehearsal;
using Aqueduct.Story;

namespace Aqueduct.Commands;

/// <summary><c>aqueduct up --check</c>: the whole story, on free ports and a fresh data folder that goes when all is well.</summary>
internal static class UpCheck
{
    public static async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("aqueduct-check-").FullName;
        var story = new StoryTeller(run.Clock, step =>
        {
            if (!run.AsJson)
                StoryText.Write(step, run.Terminal.Out, run.Terminal.OutPaint);
        });

        var beside = new EmbeddedInstallation(Path.Combine(folder, "beside"), EmbeddedPorts.Free());
        await ActAsync(run, beside, story, "", places => TellBesideAsync(run, beside, places, story, cancellationToken), cancellationToken);
        var gateway = new EmbeddedInstallation(Path.Combine(folder, "gateway"), EmbeddedPorts.Free(), GitLabMode.Gateway);
        await ActAsync(run, gateway, story, "gateways-", places => TellGatewayAsync(run, gateway, places, story, cancellationToken), cancellationToken);

        run.Report(story.Report, StoryJson.Default.StoryReport, StoryText.Write);
        if (story.Report.Ok)
            Directory.Delete(folder, recursive: true);
        else
            run.Say($"Kept for a look: {folder}");
        return story.Report.Ok ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>Starts the processes of one installation, tells what happens with them, and ends them.</summary>
    /// <param name="whose">Before the names of the steps that start them.</param>
    private static async Task ActAsync(
        CommandRun run, EmbeddedInstallation installation, StoryTeller story, string whose, Func<Places, Task> tell, CancellationToken cancellationToken)
    {
        if (!story.Report.Ok)
            return;
        installation.Write(run.Clock);
        await using var children = new Children();
        await story.StepAsync($"{whose}aws-stand-in-starts", () => children.StartAsync(installation.AwsStandInWords, cancellationToken));
        await story.StepAsync($"{whose}gitlab-stand-in-starts", () => children.StartAsync(installation.GitLabStandInWords, cancellationToken));
        await story.StepAsync($"{whose}server-serves-its-issuer", () => children.StartAsync(["serve", "--config", installation.ConfigFile], cancellationToken));
        if (!story.Report.Ok)
            return;
        using var places = new Places(installation, () => children.KillAndStartAsync(cancellationToken));
        await tell(places);
    }

    private static async Task TellBesideAsync(
        CommandRun run, EmbeddedInstallation installation, Places places, StoryTeller story, CancellationToken cancellationToken)
    {
        var configuration = await LoadAsync(run, installation, cancellationToken);
        if (!Tampering.Open(run.SettingsFor(configuration, EmbeddedInstallation.InstanceUid), TransportOf(configuration), run.Clock).TryGet(out var tampering, out _))
            throw new InvalidOperationException("The settings written for the check are refused.");
        using (tampering)
        {
            var aqueduct = new AqueductRun(installation.ConfigFile);
            await new AwsSideStory(aqueduct, installation, tampering, places.Aws, cancellationToken).TellAsync(story);
            using var browser = new Browser(TransportOf(configuration));
            await new ConnectionStory(
                aqueduct, new(installation.WriteWithout("token_file")), new(installation.WriteWithout("credentials_file")), new(places.Aws, cancellationToken),
                new(places.GitLab, cancellationToken), browser, cancellationToken).TellAsync(story);
            await new TakeOverStory(aqueduct, tampering, cancellationToken).TellAsync(story);
        }
    }

    private static async Task TellGatewayAsync(
        CommandRun run, EmbeddedInstallation installation, Places places, StoryTeller story, CancellationToken cancellationToken)
    {
        using var browser = new Browser(TransportOf(await LoadAsync(run, installation, cancellationToken)));
        await new GatewayStory(new(installation.ConfigFile), browser, places.GitLab, places.Aws, places.Aqueduct, places.KillServer, run.Clock, cancellationToken).TellAsync(story);
    }

    private static async Task<AqueductConfiguration> LoadAsync(CommandRun run, EmbeddedInstallation installation, CancellationToken cancellationToken) =>
        await run.LoadConfigurationAsync(installation.ConfigFile, cancellationToken)
            ?? throw new InvalidOperationException("The configuration written for the check has faults.");

    private static SocketsHttpHandler TransportOf(AqueductConfiguration configuration) => OutboundTransport.TryCreate(configuration.Options.Network, out _)!;

    /// <summary>The plain addresses of one installation.</summary>
    /// <param name="killServer">Kills the server, and starts it again.</param>
    private sealed class Places(EmbeddedInstallation installation, Func<Task> killServer) : IDisposable
    {
        public Func<Task> KillServer { get; } = killServer;

        public HttpClient Aws { get; } = At(installation.Ports.Aws);

        public HttpClient GitLab { get; } = At(installation.Ports.GitLab);

        public HttpClient Aqueduct { get; } = At(installation.Ports.Http);

        public void Dispose()
        {
            Aws.Dispose();
            GitLab.Dispose();
            Aqueduct.Dispose();
        }

        private static HttpClient At(int port) => new() { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    /// <summary>The processes the story needs; all end with it.</summary>
    private sealed class Children : IAsyncDisposable
    {
        private readonly Stack<ChildProcess> running = new();
        private IReadOnlyList<string> newest = [];

        public async Task<string> StartAsync(IReadOnlyList<string> words, CancellationToken cancellationToken)
        {
            running.Push(await ChildProcess.StartAsync(newest = words, cancellationToken));
            return running.Peek().Ready;
        }

        /// <summary>The newest one.</summary>
        public async Task KillAndStartAsync(CancellationToken cancellationToken)
        {
            await using (var killed = running.Pop())
                await killed.KillAsync();
            await StartAsync(newest, cancellationToken);
        }

        public async ValueTask DisposeAsync()
        {
            while (running.TryPop(out var child))
                await child.DisposeAsync();
        }
    }
}
