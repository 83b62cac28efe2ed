namespace Aqueduct.StandIns.GitLab.World;

/// <summary>GitLab's record of its connection to Amazon Q (gateway shape only).</summary>
internal sealed class AmazonQState
{
    public string? RoleArn { get; set; }

    public bool Ready { get; set; }

    /// <summary>Kept after a disconnect.</summary>
    public long? ServiceAccountId { get; set; }

    public long? ApplicationId { get; set; }

    public bool IntegrationActive { get; set; }

    public string Availability { get; set; } = "default_on";

    public bool AutoReviewEnabled { get; set; }
}
