namespace Aqueduct.StandIns.GitLab.World;

/// <summary>What an administrator can set, as far as Aqueduct looks at it.</summary>
internal sealed class InstanceSettings
{
    public required string InstanceUid { get; init; }

    public bool ServicePing { get; set; } = true;

    public bool AdminMode { get; set; }

    /// <summary>For the hooks of projects and groups.</summary>
    public bool AllowLocalHookUrls { get; set; }

    /// <summary>For system hooks; on by default, as in GitLab.</summary>
    public bool AllowLocalSystemHookUrls { get; set; } = true;

    /// <summary><c>default_on</c>, <c>default_off</c> or <c>never_on</c>.</summary>
    public string DuoAvailability { get; set; } = "default_on";

    public bool InstanceLevelAiBetaFeaturesEnabled { get; set; }

    public bool DuoCoreFeaturesEnabled { get; set; }

    public string? AiGatewayUrl { get; set; }

    public int AiGatewayTimeoutSeconds { get; set; } = 60;

    public bool DuoFeaturesEnabled => DuoAvailability == "default_on";

    public bool LockDuoFeaturesEnabled => DuoAvailability == "never_on";
}
