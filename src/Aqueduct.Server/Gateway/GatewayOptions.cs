namespace Aqueduct.Server.Gateway;

/// <summary>Aqueduct as the AI gateway of a GitLab that has the Duo with Amazon Q add-on.</summary>
public sealed class GatewayOptions
{
    /// <summary>Where requests go that are not for Amazon Q. <c>off</c>: they are answered 404.</summary>
    public string Upstream { get; set; } = "https://cloud.gitlab.com/ai";

    /// <summary>Further issuers whose Cloud Connector tokens are accepted; https.</summary>
    public IReadOnlyList<string> TokenIssuers { get; set; } = [];

    /// <summary>Requests may name only the role that set-up created.</summary>
    public bool BindRole { get; set; } = true;
}
