namespace Aqueduct.StandIns.Aws.Rehearsal;

/// <summary>What is to go wrong, for tests and rehearsals; over HTTP under <c>/_standin/faults</c> (see <see cref="ControlRoutes"/>).</summary>
public sealed class Faults
{
    private readonly Lock gate = new();
    private readonly List<Fault> faults = [];

    public Fault Add(Fault fault)
    {
        lock (gate) faults.Add(fault);
        return fault;
    }

    public IReadOnlyList<Fault> All()
    {
        lock (gate) return [.. faults];
    }

    /// <summary>Removes a fault and lets what it held go; false when there is none.</summary>
    public bool Remove(string id)
    {
        Fault? fault;
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
    internal Fault? Next(string operation)
    {
        lock (gate) return faults.Where(f => f.Hits(operation)).ToList().FirstOrDefault();
    }
}
