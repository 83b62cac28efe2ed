namespace Aqueduct.Server.Rights;

/// <summary>What somebody may do with a scope's settings.</summary>
public enum Right
{
    None,
    Read,
    Write,
}

public enum ScopeKind
{
    Instance,
    Group,
    Project,
}

/// <param name="Id">GitLab's; 0 for the instance.</param>
public readonly record struct Scope(ScopeKind Kind, long Id)
{
    public static Scope Instance => default;
}

/// <summary>Rights come from GitLab, at most a minute old. What cannot be asked is refused.</summary>
public interface IRights
{
    /// <param name="userId">GitLab's.</param>
    ValueTask<Right> OfAsync(long userId, Scope scope, CancellationToken cancellationToken);
}
