namespace Aqueduct.StandIns.GitLab.Rehearsal;

/// <summary>What is to go wrong, for tests and rehearsals; over HTTP under <c>/_standin/faults</c> (see <see cref="RehearsalRoutes"/>).</summary>
public sealed class GitLabFaults
{
    private readonly Lock gate = new();
    private readonly List<GitLabFault> faults = [];

    public GitLabFault Add(GitLabFault fault)
    {
        lock (gate) faults.Add(fault);
        return fault;
    }

    public IReadOnlyList<GitLabFault> All()
    {
        lock (gate) return [.. faults];
    }

    /// <summary>Removes a fault and lets what it held go; false when there is none.</summary>
    public bool Remove(string id)
    {
        GitLabFault? fault;
        lock (gate)
        {
            fault = faults.Find(f => f.Id == id);
            if (fault is not null) faults.Remove(fault);
        }
        fault?.Release();
        return fault is not null;
    }

    /// <summary>Removes all of them.</summary>
    public void Clear()
    {
        foreach (var fault in All()) Remove(fault.Id);
    }

    /// <summary>The fault that hits this call; every fault counts it.</summary>
    internal GitLabFault? Next(string route)
    {
        lock (gate) return faults.Where(f => f.Hits(route)).ToList().FirstOrDefault();
    }
}
