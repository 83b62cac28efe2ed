using System.CommandLine;
using Aqueduct.StandIns.Aws;

namespace Aqueduct.Commands;

/// <summary><c>aqueduct stand-in aws</c>: a local AWS.</summary>
internal static class StandInAwsCommand
{
    public static Command Create()
    {
        var urls = new Option<string>("--urls")
        {
            Description = "The address to listen on; port 0 picks a free one",
            HelpName = "URL",
            DefaultValueFactory = _ => new AwsStandInOptions().Urls,
        };
        return new AqueductCommand("aws", "IAM, STS, KMS and Amazon Q of one account, 111122223333")
        {
            Options = { urls, StandInOptions.ConnectTo, StandInOptions.CaFile, StandInOptions.State },
            Examples =
            [
                "aqueduct stand-in aws --urls http://127.0.0.1:7481",
                "aqueduct stand-in aws --connect-to aqueduct.example.test:443=127.0.0.1:7443 --ca-file ca.pem --state data/aws",
            ],
            Run = (run, cancellationToken) =>
            {
                var options = new AwsStandInOptions
                {
                    Urls = run.Get(urls)!,
                    ConnectTo = run.Get(StandInOptions.ConnectTo) ?? [],
                    CaFile = run.PathOf(run.Get(StandInOptions.CaFile)),
                    StateFolder = run.PathOf(run.Get(StandInOptions.State)),
                    Clock = run.Clock,
                };
                return StandInCommand.RunAsync(run, "aws", options.Faults(), async () =>
                {
                    var standIn = await AwsStandIn.StartAsync(options, cancellationToken);
                    return (standIn, [standIn.Url]);
                }, cancellationToken);
            },
        };
    }
}
