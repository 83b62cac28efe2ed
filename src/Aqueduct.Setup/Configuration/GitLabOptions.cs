namespace Aqueduct.Setup.Configuration;

/// <summary>The GitLab instance this Aqueduct belongs to.</summary>
public sealed class GitLabOptions
{
    /// <summary><c>beside</c>: any GitLab, Aqueduct does everything. <c>gateway</c>: a GitLab with the Duo with Amazon Q add-on.</summary>
    public GitLabMode Mode { get; set; } = GitLabMode.Beside;

    /// <summary>How Aqueduct reaches GitLab.</summary>
    public string? Url { get; set; }

    /// <summary>What AWS sees; https. Default: <see cref="Url"/>.</summary>
    public string? ExternalUrl { get; set; }

    /// <summary>File holding a token with the scopes <c>api</c>, <c>admin_mode</c>, <c>read_service_ping</c>.</summary>
    public string? TokenFile { get; set; }

    /// <summary>The instance UUID. Seeds the database, which holds the active one; else read from GitLab.</summary>
    public string? InstanceUid { get; set; }
}

public enum GitLabMode
{
    Beside,
    Gateway,
}
