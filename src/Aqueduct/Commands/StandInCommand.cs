using System.CommandLine;
using Aqueduct.Setup;
using Aqueduct.StandIns.Aws;

namespace Aqueduct.Commands;

/// <summary><c>aqueduct stand-in aws</c>: a local AWS alone, until it is told to stop.</summary>
internal static class StandInCommand
{
    public static Command Create() =>
        new("stand-in", "Runs a strict local stand-in, for rehearsals and tests; loopback only") { Aws() };

    private static AqueductCommand Aws()
    {
        var urls = new Option<string>("--urls")
        {
            Description = "The address to listen on; port 0 picks a free one",
            HelpName = "URL",
            DefaultValueFactory = _ => new AwsStandInOptions().Urls,
        };
        var connectTo = new Option<string[]>("--connect-to")
        {
            Description = "Reaches an issuer's or GitLab's name at another address; repeatable",
            HelpName = "HOST:PORT=ADDRESS:PORT",
        };
        var caFile = new Option<string?>("--ca-file") { Description = "Trusts the CA certificates of this PEM file, too", HelpName = "FILE" };
        var state = new Option<string?>("--state") { Description = "Keeps the state in this folder. Default: in memory", HelpName = "DIR" };
        return new AqueductCommand("aws", "IAM, STS, KMS and Amazon Q of one account, 111122223333")
        {
            Options = { urls, connectTo, caFile, state },
            Examples =
            [
                "aqueduct stand-in aws --urls http://127.0.0.1:7481",
                "aqueduct stand-in aws --connect-to aqueduct.example.test:443=127.0.0.1:7443 --ca-file ca.pem --state data/aws",
            ],
            Run = (run, cancellationToken) => RunAsync(run, new AwsStandInOptions
            {
                Urls = run.Get(urls)!,
                ConnectTo = run.Get(connectTo) ?? [],
                CaFile = run.PathOf(run.Get(caFile)),
                StateFolder = run.PathOf(run.Get(state)),
                Clock = run.Clock,
            }, cancellationToken),
        };
    }

    private static async Task<int> RunAsync(CommandRun run, AwsStandInOptions options, CancellationToken cancellationToken)
    {
        if (options.Faults() is { Count: > 0 } faults)
        {
            foreach (var fault in faults)
                run.Fail(new Failure("stand-in-options", fault, "See 'aqueduct stand-in aws --help'."));
            return ExitCode.Usage;
        }
        AwsStandIn standIn;
        try
        {
            standIn = await AwsStandIn.StartAsync(options, cancellationToken);
        }
        catch (IOException e)
        {
            return run.Fail(new Failure("stand-in-start", $"The stand-in cannot start on {options.Urls}: {e.Message}",
                "Stop what uses the port, or give another with --urls."));
        }
        await using (standIn)
        {
            run.Terminal.Out.WriteLine($"ready {standIn.Url.GetLeftPart(UriPartial.Authority)}");
            await Task.Delay(Timeout.InfiniteTimeSpan, run.Clock, cancellationToken);
        }
        return ExitCode.Done;
    }
}
