using Aqueduct.Embedded;
using Aqueduct.Rendering;
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
        var installation = new EmbeddedInstallation(folder, EmbeddedPorts.Free());
        installation.Write(run.Clock);
        var story = new StoryTeller(run.Clock, step =>
        {
            if (!run.AsJson)
                StoryText.Write(step, run.Terminal.Out, run.Terminal.OutPaint);
        });

        await using (var children = new Children())
        {
            await story.StepAsync("aws-stand-in-starts", () => children.StartAsync(installation.AwsStandInWords, cancellationToken));
            await story.StepAsync("gitlab-stand-in-starts", () => children.StartAsync(installation.GitLabStandInWords, cancellationToken));
            await story.StepAsync("server-serves-its-issuer", () => children.StartAsync(["serve", "--config", installation.ConfigFile], cancellationToken));
            if (story.Report.Ok)
                await TellAsync(run, installation, story, cancellationToken);
        }

        run.Report(story.Report, StoryJson.Default.StoryReport, StoryText.Write);
        if (story.Report.Ok)
            Directory.Delete(folder, recursive: true);
        else
            run.Say($"Kept for a look: {folder}");
        return story.Report.Ok ? ExitCode.Done : ExitCode.Failed;
    }

    private static async Task TellAsync(CommandRun run, EmbeddedInstallation installation, StoryTeller story, CancellationToken cancellationToken)
    {
        var configuration = await run.LoadConfigurationAsync(installation.ConfigFile, cancellationToken)
            ?? throw new InvalidOperationException("The configuration written for the check has faults.");
        var transport = OutboundTransport.TryCreate(configuration.Options.Network, out _)!;
        var settings = run.SettingsFor(configuration, EmbeddedInstallation.InstanceUid);
        if (!Tampering.Open(settings, transport, run.Clock).TryGet(out var tampering, out _))
            throw new InvalidOperationException("The settings written for the check are refused.");
        using (tampering)
        {
            using var awsStandIn = new HttpClient { BaseAddress = new Uri(configuration.Options.Aws.EndpointUrl!) };
            var aqueduct = new AqueductRun(installation.ConfigFile);
            await new AwsSideStory(aqueduct, installation, tampering, awsStandIn, cancellationToken).TellAsync(story);
            using var browser = new Browser(OutboundTransport.TryCreate(configuration.Options.Network, out _)!);
            await new ConnectionStory(aqueduct, browser, cancellationToken).TellAsync(story);
            await new TakeOverStory(aqueduct, tampering, cancellationToken).TellAsync(story);
        }
    }

    /// <summary>The processes the story needs; all end with it.</summary>
    private sealed class Children : IAsyncDisposable
    {
        private readonly Stack<ChildProcess> running = new();

        public async Task<string> StartAsync(IReadOnlyList<string> words, CancellationToken cancellationToken)
        {
            running.Push(await ChildProcess.StartAsync(words, cancellationToken));
            return running.Peek().Ready;
        }

        public async ValueTask DisposeAsync()
        {
            while (running.TryPop(out var child))
                await child.DisposeAsync();
        }
    }
}
