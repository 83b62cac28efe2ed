namespace Aqueduct.Server.Hooks;

/// <summary>Where Amazon Q is on; what the settings say, read from the store.</summary>
public interface IAvailabilityOfPlaces
{
    /// <returns>Those of <paramref name="groups"/> where it is on.</returns>
    Task<IReadOnlySet<long>> GroupsOnAsync(IReadOnlyCollection<long> groups, CancellationToken cancellationToken);

    /// <returns>Those of <paramref name="projects"/> where it is on.</returns>
    Task<IReadOnlySet<long>> ProjectsOnAsync(IReadOnlyCollection<long> projects, CancellationToken cancellationToken);
}
