namespace Aqueduct.StandIns.Aws.Policies;

/// <summary>Condition keys of one request with their values; key names are compared without case, an absent key is not an empty one.</summary>
internal sealed class RequestContext
{
    private readonly Dictionary<string, IReadOnlyList<string>> values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The values; null when the key is absent.</summary>
    public IReadOnlyList<string>? this[string key] => values.GetValueOrDefault(key);

    /// <summary>Sets a key; given no value, leaves it absent.</summary>
    public RequestContext Set(string key, params IReadOnlyList<string?> values)
    {
        var present = values.Where(v => v is not null).Select(v => v!).ToList();
        if (present.Count > 0) this.values[key] = present;
        return this;
    }
}
