namespace Aqueduct.Server;

/// <summary>How several servers share the work.</summary>
public sealed class ClusterOptions
{
    /// <summary><c>single</c>: this server is the only one.</summary>
    public ClusterKind Kind { get; set; } = ClusterKind.Single;
}

public enum ClusterKind
{
    Single,
}
