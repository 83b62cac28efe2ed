using System.CommandLine;
using Aqueduct.Configuration;
using Aqueduct.Logging;
using Aqueduct.Server;
using Aqueduct.Setup.Network;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Aqueduct.Commands;

/// <summary><c>aqueduct serve</c>: the server alone, until it is told to stop.</summary>
internal static class ServeCommand
{
    public static Command Create() => new AqueductCommand("serve", "Runs the server; prints 'ready URL' once it takes requests")
    {
        Examples = ["aqueduct serve", "aqueduct serve --config /etc/aqueduct/aqueduct.yaml --set server.urls=http://0.0.0.0:7480"],
        Run = async (run, cancellationToken) => await run.LoadConfigurationAsync(cancellationToken) is { } configuration
            ? await RunAsync(run, configuration, whenReady: null, cancellationToken)
            : ExitCode.Usage,
    };

    /// <summary>Serves until cancelled. Being told to stop is how a server ends well, so that is <see cref="ExitCode.Done"/>.</summary>
    /// <param name="whenReady">Done once it takes requests, while it serves.</param>
    public static async Task<int> RunAsync(
        CommandRun run, AqueductConfiguration configuration, Func<Task>? whenReady, CancellationToken cancellationToken)
    {
        if (OutboundTransport.TryCreate(configuration.Options.Network, out var failure) is not { } transport)
            return run.Fail(failure!, ExitCode.Usage);
        using var outgoing = new HttpClient(transport);
        var started = await AqueductServer.StartAsync(
            configuration.ForServer(outgoing, run.Clock), logging => Log(logging, run.Terminal.ErrorIsTerminal, run.Clock), cancellationToken);
        if (!started.TryGet(out var server, out failure))
            return run.Fail(failure);

        await using (server)
        {
            run.Terminal.Out.WriteLine($"ready {string.Join(' ', server.Addresses)}");
            run.Say($"Issuer {server.Issuer}");
            try
            {
                if (whenReady is not null)
                    await whenReady();
                await Task.Delay(Timeout.InfiniteTimeSpan, run.Clock, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                run.Say("Stopping; running requests may end.");
            }
        }

        return ExitCode.Done;
    }

    /// <summary>For a person a line per event, for a machine JSON; always on stderr, since stdout is for results.</summary>
    private static void Log(ILoggingBuilder logging, bool forPerson, TimeProvider clock)
    {
        logging.SetMinimumLevel(LogLevel.Information)
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.Critical); // a failed start is told as a failure, once
        if (forPerson)
        {
            logging.AddSimpleConsole(format =>
            {
                format.SingleLine = true;
                format.TimestampFormat = "HH:mm:ss ";
            });
            logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        }
        else
        {
            logging.Services.AddSingleton<ILoggerProvider>(_ => new JsonLog(Console.OpenStandardError(), clock)); // the container disposes what a factory made
        }
    }
}
