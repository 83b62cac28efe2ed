using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Aqueduct.Server;

/// <summary>
/// A bounded map that keeps what was used of late. Entries live in a young and an old half; using an old one makes it young again,
/// and a full young half becomes the old one, whose unused entries go. Reading a young entry takes no lock and allocates nothing.
/// </summary>
/// <param name="capacity">Upper bound; an entry survives at least half as many additions of others after its last use.</param>
internal sealed class RecentlyUsed<TKey, TValue>(int capacity)
    where TKey : notnull
    where TValue : class
{
    private readonly Lock gate = new();
    private volatile ConcurrentDictionary<TKey, TValue> young = new();
    private ConcurrentDictionary<TKey, TValue> old = new();
    private int youngCount;

    public bool TryGet(TKey key, [NotNullWhen(true)] out TValue? value) => young.TryGetValue(key, out value) || TryRenew(key, out value);

    public void Set(TKey key, TValue value)
    {
        lock (gate)
        {
            old.TryRemove(key, out _);
            PutYoung(key, value);
        }
    }

    /// <summary>Removes exactly this value; one that was put in its place meanwhile stays.</summary>
    public void Remove(TKey key, TValue value)
    {
        lock (gate)
        {
            if (young.TryRemove(new KeyValuePair<TKey, TValue>(key, value)))
                youngCount--;
            else
                old.TryRemove(new KeyValuePair<TKey, TValue>(key, value));
        }
    }

    private bool TryRenew(TKey key, [NotNullWhen(true)] out TValue? value)
    {
        lock (gate)
        {
            if (young.TryGetValue(key, out value))
                return true;
            if (!old.TryRemove(key, out value))
                return false;
            PutYoung(key, value);
            return true;
        }
    }

    private void PutYoung(TKey key, TValue value)
    {
        if (young.ContainsKey(key))
        {
            young[key] = value;
            return;
        }

        if (youngCount >= capacity / 2)
            (old, young, youngCount) = (young, new(), 0);
        young[key] = value;
        youngCount++;
    }
}
