using Aqueduct.Aws;

namespace Aqueduct.Setup.Resources;

/// <summary>One thing set-up cares for. The same list of them serves plan, apply, verify, export and destroy.</summary>
internal interface IResource
{
    /// <summary>What it is, such as <c>IAM role</c>; unique in the list.</summary>
    string Name { get; }

    string Identifier { get; }

    /// <summary>Reads and compares; changes nothing.</summary>
    Task<SetupResult<PlannedChange>> PlanAsync(CancellationToken cancellationToken);

    /// <summary>Makes it as wanted, whatever an interrupted or parallel run has done meanwhile.</summary>
    /// <param name="planned">What was shown and approved; a resource planned as unchanged is not touched.</param>
    Task<SetupResult<AppliedChange>> ApplyAsync(PlannedChange planned, CancellationToken cancellationToken);

    /// <returns>The deletions, and what exists but is left because it is not proven ours; empty when nothing exists.</returns>
    Task<SetupResult<IReadOnlyList<PlannedChange>>> PlanDestroyAsync(CancellationToken cancellationToken);

    /// <summary>Deletes what is proven ours, and forgets it.</summary>
    Task<SetupResult<Done>> DestroyAsync(CancellationToken cancellationToken);
}
