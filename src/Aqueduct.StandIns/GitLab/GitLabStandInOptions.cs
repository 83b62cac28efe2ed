using Aqueduct.StandIns.Hosting;

namespace Aqueduct.StandIns.GitLab;

/// <summary>How the GitLab stand-in runs.</summary>
public sealed class GitLabStandInOptions
{
    /// <summary>Loopback addresses, <c>http://127.0.0.1:7482</c> or <c>https://…</c>; port 0 picks a free one.</summary>
    public IReadOnlyList<string> Urls { get; init; } = ["http://127.0.0.1:7482"];

    /// <summary>PEM file of the certificate for the https addresses.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>PEM file of its key; null when the certificate's file holds it.</summary>
    public string? KeyFile { get; init; }

    /// <summary>GitLab's <c>external_url</c>: issuer, links and root URL. Default: the first address.</summary>
    public string? ExternalUrl { get; init; }

    public GitLabShape Shape { get; init; } = GitLabShape.Beside;

    public string Version { get; init; } = "18.5.1-ee";

    /// <summary>Gateway shape needs <see cref="GitLabLicence.Ultimate"/>.</summary>
    public GitLabLicence Licence { get; init; } = GitLabLicence.Ultimate;

    /// <summary>Whether administrators need a token with scope <c>admin_mode</c> to act as such.</summary>
    public bool AdminMode { get; init; }

    /// <summary>"Allow requests to the local network from webhooks and integrations".</summary>
    public bool AllowLocalHookUrls { get; init; }

    /// <summary><c>ai_gateway_url</c> of the instance; used by the gateway shape.</summary>
    public string? AiGatewayUrl { get; init; }

    /// <summary>Where Cloud Connector tokens come from in gateway shape: the base URL of a Cloud Connector stand-in; null signs with the instance's own OpenID key.</summary>
    public string? CloudConnectorUrl { get; init; }

    /// <summary>The instance's UUID; default is that of the fixed world.</summary>
    public string InstanceUid { get; init; } = World.FixedWorld.InstanceUid;

    /// <summary>API calls per caller and minute before 429; null, as GitLab is installed, has no limit and sends no <c>RateLimit-*</c> headers.</summary>
    public int? RateLimitPerMinute { get; init; }

    /// <summary>Groups beside the fixed ones, in a tree, for tests of scale.</summary>
    public int GeneratedGroups { get; init; }

    /// <summary>Projects beside the fixed ones, spread over the generated groups, without repositories; for tests of scale.</summary>
    public int GeneratedProjects { get; init; }

    /// <summary>Names that GitLab reaches at another address: <c>HOST:PORT=ADDR:PORT</c>.</summary>
    public IReadOnlyList<string> ConnectTo { get; init; } = [];

    /// <summary>PEM file of roots that GitLab trusts beside the system's.</summary>
    public string? CaFile { get; init; }

    /// <summary>Folder for <c>gitlab-state.json</c> and the repositories, kept between starts; null keeps everything in memory and a temporary folder.</summary>
    public string? StateFolder { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Everything that is wrong, each with value, reason and fix; empty when the stand-in can start.</summary>
    public IReadOnlyList<string> Faults() => [.. FaultsOf()];

    private IEnumerable<string> FaultsOf()
    {
        foreach (var fault in ListenAddress.Faults(Urls, CertificateFile, KeyFile)) yield return fault;
        if (CaFile is not null && !File.Exists(CaFile))
            yield return $"The file of trusted roots '{CaFile}' does not exist: give a PEM file.";
        foreach (var rule in ConnectTo.Where(r => !Hosting.ConnectTo.TryParse(r, out _)))
            yield return $"'{rule}' is not a rule to connect elsewhere: give HOST:PORT=ADDRESS:PORT.";
        if (ExternalUrl is not null && !(Uri.TryCreate(ExternalUrl, UriKind.Absolute, out var external) && external.Scheme is "http" or "https"))
            yield return $"'{ExternalUrl}' is not an external URL: give http:// or https:// with a host.";
        if (Shape == GitLabShape.Gateway && Licence != GitLabLicence.Ultimate)
            yield return $"The gateway shape has the Amazon Q add-on, which needs the Ultimate licence, not {Licence}.";
    }
}
