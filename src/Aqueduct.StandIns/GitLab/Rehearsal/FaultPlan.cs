namespace Aqueduct.StandIns.GitLab.Rehearsal;

/// <summary>The rules in force and how often each has matched.</summary>
internal sealed class FaultPlan
{
    private readonly Lock _gate = new();
    private readonly List<(GitLabFault Fault, int Seen)> _rules = [];
    private TaskCompletionSource _cleared = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _holding = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when a call has been executed and its answer is held.</summary>
    public Task Holding
    {
        get { lock (_gate) return _holding.Task; }
    }

    public IReadOnlyList<GitLabFault> All()
    {
        lock (_gate) return [.. _rules.Select(r => r.Fault)];
    }

    public void Add(GitLabFault fault)
    {
        lock (_gate) _rules.Add((fault, 0));
    }

    /// <summary>Forgets all rules and lets held answers go.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _rules.Clear();
            _cleared.SetResult();
            _cleared = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _holding = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Counts the call against every rule of its route; the first rule whose turn it is strikes.</summary>
    public GitLabFault? Strike(string route)
    {
        lock (_gate)
        {
            GitLabFault? struck = null;
            for (var i = 0; i < _rules.Count; i++)
            {
                var (fault, seen) = _rules[i];
                if (fault.Route != "*" && fault.Route != route) continue;
                _rules[i] = (fault, seen + 1);
                if (seen + 1 >= fault.Call && seen + 1 < fault.Call + fault.Times) struck ??= fault;
            }
            return struck;
        }
    }

    public Task HoldAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _holding.TrySetResult();
            return _cleared.Task.WaitAsync(cancellationToken);
        }
    }
}
