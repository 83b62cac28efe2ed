using Aqueduct.Setup.Resources;

namespace Aqueduct.Setup;

/// <summary>AWS or GitLab: checks once that it can be worked on, then gives its resources.</summary>
internal interface ISetupSide : IDisposable
{
    /// <returns>In the order in which they are made.</returns>
    Task<SetupResult<IReadOnlyList<IResource>>> GetToApplyAsync(CancellationToken cancellationToken);

    /// <returns>In the order in which they are deleted.</returns>
    Task<SetupResult<IReadOnlyList<IResource>>> GetToDestroyAsync(CancellationToken cancellationToken);

    /// <summary>Proves that what was set up works.</summary>
    Task<Verification> VerifyAsync(CancellationToken cancellationToken);
}
