namespace Aqueduct.Server.Settings;

/// <summary>
/// What was computed in the last second. Age alone makes it right: it needs no word from other servers, nor from the tree that moves beneath it.
/// </summary>
internal sealed class ShownAvailability(TimeProvider clock)
{
    /// <summary>Half of what display may lag behind.</summary>
    public static readonly TimeSpan Oldest = TimeSpan.FromSeconds(1);

    private const int Capacity = 65_536;

    private volatile RecentlyUsed<Place, Entry> entries = new(Capacity);

    public ValueTask<Outcome<EffectiveAvailability>> GetAsync(
        Place place, Func<Place, CancellationToken, Task<Outcome<EffectiveAvailability>>> read, CancellationToken cancellationToken) =>
        entries.TryGet(place, out var entry) && clock.GetElapsedTime(entry.ReadAt) < Oldest
            ? new(entry.Availability)
            : new(ReadAsync(place, read, cancellationToken));

    /// <summary>After a change of ours. What is being read meanwhile goes into the old entries, and is not seen.</summary>
    public void Forget() => entries = new(Capacity);

    private async Task<Outcome<EffectiveAvailability>> ReadAsync(
        Place place, Func<Place, CancellationToken, Task<Outcome<EffectiveAvailability>>> read, CancellationToken cancellationToken)
    {
        var (into, readAt) = (entries, clock.GetTimestamp());
        var availability = await read(place, cancellationToken);
        if (availability.TryGet(out _, out _))
            into.Set(place, new Entry(availability, readAt));
        return availability;
    }

    private sealed record Entry(Outcome<EffectiveAvailability> Availability, long ReadAt);
}
