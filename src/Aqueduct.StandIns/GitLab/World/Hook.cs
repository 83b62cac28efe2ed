namespace Aqueduct.StandIns.GitLab.World;

/// <summary>A webhook: of the instance (system hook) when neither group nor project is set.</summary>
internal sealed class Hook
{
    public required long Id { get; init; }

    public required string Uuid { get; init; }

    public long? GroupId { get; init; }

    public long? ProjectId { get; init; }

    public required string Url { get; set; }

    public string? Name { get; set; }

    public string? Description { get; set; }

    /// <summary>Sent as <c>X-Gitlab-Token</c>; never shown again.</summary>
    public string? Token { get; set; }

    public bool EnableSslVerification { get; set; } = true;

    public string? PushEventsBranchFilter { get; set; }

    public string BranchFilterStrategy { get; set; } = "wildcard";

    public string? CustomWebhookTemplate { get; set; }

    /// <summary><c>executable</c>, <c>temporarily_disabled</c> or <c>disabled</c>; after failed deliveries GitLab sends nothing for a while, or any more.</summary>
    public string AlertStatus { get; set; } = "executable";

    /// <summary>Event flags by their name in the API.</summary>
    public Dictionary<string, bool> Events { get; init; } = [];

    public Dictionary<string, string> CustomHeaders { get; init; } = [];

    public Dictionary<string, string> UrlVariables { get; init; } = [];

    public required DateTimeOffset CreatedAt { get; init; }
}
