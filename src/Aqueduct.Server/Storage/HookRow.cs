namespace Aqueduct.Server.Storage;

/// <summary>A webhook of ours at a group or project, from before it is made until it is gone.</summary>
public sealed class HookRow
{
    /// <summary>Else it is a project's.</summary>
    public required bool OfGroup { get; set; }

    /// <summary>GitLab's ID of the group or project.</summary>
    public required long PlaceId { get; set; }

    /// <summary>GitLab's; null while the hook is only intended.</summary>
    public long? HookId { get; set; }

    /// <summary>When it was last seen as it should be; null: it is not.</summary>
    public DateTimeOffset? SeenAt { get; set; }

    /// <summary>When it was last looked at.</summary>
    public DateTimeOffset? TriedAt { get; set; }

    /// <summary>Why it is not as it should be.</summary>
    public string? FailureCode { get; set; }

    public string? FailureDetail { get; set; }

    public string? FailureFix { get; set; }
}
