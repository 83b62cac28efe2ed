using System.CommandLine;
using Aqueduct.StandIns.GitLab;

namespace Aqueduct.Commands;

/// <summary><c>aqueduct stand-in gitlab</c>: a local GitLab with a fixed world of people, projects and repositories.</summary>
internal static class StandInGitLabCommand
{
    private static readonly GitLabStandInOptions Defaults = new();

    public static Command Create()
    {
        var externalUrl = new Option<string?>("--external-url") { Description = "GitLab's external_url. Default: the first address", HelpName = "URL" };
        var shape = ChoiceOption.Create<GitLabShape>("--shape", "beside: a plain GitLab; gateway: with the Duo with Amazon Q add-on. Default: beside");
        var licence = ChoiceOption.Create<GitLabLicence>("--licence", "What the instance has. Default: ultimate");
        var version = new Option<string>("--gitlab-version") { Description = "The version it reports", HelpName = "VERSION", DefaultValueFactory = _ => Defaults.Version };
        var adminMode = new Option<bool>("--admin-mode") { Description = "Administrators need a token with scope admin_mode" };
        var localHooks = new Option<bool>("--allow-local-hook-urls") { Description = "Takes hooks with local URLs" };
        var gateway = new Option<string?>("--ai-gateway-url") { Description = "Its AI gateway, in gateway shape", HelpName = "URL" };
        var connector = new Option<string?>("--cloud-connector-url") { Description = "Where its Cloud Connector tokens come from. Default: it signs them itself", HelpName = "URL" };
        return new AqueductCommand("gitlab", "REST, GraphQL, OAuth, hooks and Git of one instance; users root, olivia, max, dana, rita, gus")
        {
            Options =
            {
                StandInOptions.Urls, StandInOptions.CertificateFile, StandInOptions.KeyFile, externalUrl, shape, licence, version, adminMode, localHooks, gateway,
                connector, StandInOptions.ConnectTo, StandInOptions.CaFile, StandInOptions.State,
            },
            Examples =
            [
                "aqueduct stand-in gitlab --urls http://127.0.0.1:7482",
                "curl -H 'PRIVATE-TOKEN: glpat-standin-root' http://127.0.0.1:7482/api/v4/version",
            ],
            Run = (run, cancellationToken) =>
            {
                var options = new GitLabStandInOptions
                {
                    Urls = run.Get(StandInOptions.Urls) is { Length: > 0 } urls ? urls : Defaults.Urls,
                    CertificateFile = run.PathOf(run.Get(StandInOptions.CertificateFile)),
                    KeyFile = run.PathOf(run.Get(StandInOptions.KeyFile)),
                    ExternalUrl = run.Get(externalUrl),
                    Shape = run.Get(shape) ?? Defaults.Shape,
                    Licence = run.Get(licence) ?? Defaults.Licence,
                    Version = run.Get(version)!,
                    AdminMode = run.Get(adminMode),
                    AllowLocalHookUrls = run.Get(localHooks),
                    AiGatewayUrl = run.Get(gateway),
                    CloudConnectorUrl = run.Get(connector),
                    ConnectTo = run.Get(StandInOptions.ConnectTo) ?? [],
                    CaFile = run.PathOf(run.Get(StandInOptions.CaFile)),
                    StateFolder = run.PathOf(run.Get(StandInOptions.State)),
                    Clock = run.Clock,
                };
                return StandInCommand.RunAsync(run, "gitlab", options.Faults(), async () =>
                {
                    var standIn = await GitLabStandIn.StartAsync(options, cancellationToken);
                    return (standIn, standIn.Urls);
                }, cancellationToken);
            },
        };
    }
}
