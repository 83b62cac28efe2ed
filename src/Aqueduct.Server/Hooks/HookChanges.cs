namespace Aqueduct.Server.Hooks;

/// <summary>Wakes the reconciler of the hooks: availability has changed somewhere.</summary>
public sealed class HookChanges
{
    internal WakeUp WakeUp { get; } = new();

    public void Note() => WakeUp.Signal();
}
