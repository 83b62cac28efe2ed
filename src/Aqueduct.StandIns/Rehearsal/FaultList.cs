namespace Aqueduct.StandIns.Rehearsal;

/// <summary>What is to go wrong, for tests and rehearsals; over HTTP under <c>/_standin/faults</c>.</summary>
public sealed class FaultList<TFault>
    where TFault : PlannedFault
{
    private readonly Lock gate = new();
    private readonly List<TFault> faults = [];

    public TFault Add(TFault fault)
    {
        lock (gate)
            faults.Add(fault);
        return fault;
    }

    public IReadOnlyList<TFault> All()
    {
        lock (gate)
            return [.. faults];
    }

    /// <summary>Removes a fault and lets what it held go; false when there is none.</summary>
    public bool Remove(string id)
    {
        TFault? fault;
        lock (gate)
        {
            fault = faults.Find(f => f.Id == id);
            if (fault is not null)
                faults.Remove(fault);
        }
        fault?.Release();
        return fault is not null;
    }

    /// <summary>Removes all of them.</summary>
    public void Clear()
    {
        foreach (var fault in All())
            Remove(fault.Id);
    }

    /// <summary>The fault that hits this call; every fault counts it.</summary>
    internal TFault? Next(string call)
    {
        lock (gate)
            return faults.Where(f => f.Hits(call)).ToList().FirstOrDefault();
    }
}
