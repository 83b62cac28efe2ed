using System.CommandLine;
using Aqueduct.StandIns.CloudConnector;

namespace Aqueduct.Commands;

/// <summary><c>aqueduct stand-in cloud-connector</c>: an issuer of Cloud Connector tokens.</summary>
internal static class StandInCloudConnectorCommand
{
    private static readonly CloudConnectorStandInOptions Defaults = new();

    public static Command Create()
    {
        var issuer = new Option<string?>("--issuer") { Description = "The iss of its tokens. Default: the first address", HelpName = "URL" };
        var signingKey = new Option<string?>("--signing-key-file") { Description = "PEM file of the signing key, made when missing. Default: a new key each time", HelpName = "FILE" };
        return new AqueductCommand("cloud-connector", "Discovery, keys and Cloud Connector tokens")
        {
            Options = { StandInOptions.Urls, StandInOptions.CertificateFile, StandInOptions.KeyFile, issuer, signingKey },
            Examples =
            [
                "aqueduct stand-in cloud-connector --urls http://127.0.0.1:7483",
                "curl 'http://127.0.0.1:7483/_standin/token?instance_uid=6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11'",
            ],
            Run = (run, cancellationToken) =>
            {
                var options = new CloudConnectorStandInOptions
                {
                    Urls = run.Get(StandInOptions.Urls) is { Length: > 0 } urls ? urls : Defaults.Urls,
                    CertificateFile = run.PathOf(run.Get(StandInOptions.CertificateFile)),
                    KeyFile = run.PathOf(run.Get(StandInOptions.KeyFile)),
                    Issuer = run.Get(issuer),
                    SigningKeyFile = run.PathOf(run.Get(signingKey)),
                    Clock = run.Clock,
                };
                return StandInCommand.RunAsync(run, "cloud-connector", options.Faults(), async () =>
                {
                    var standIn = await CloudConnectorStandIn.StartAsync(options, cancellationToken);
                    return (standIn, [standIn.Url]);
                }, cancellationToken);
            },
        };
    }
}
