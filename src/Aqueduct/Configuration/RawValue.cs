namespace Aqueduct.Configuration;

/// <summary>A value as a source wrote it, before the options model says what it means.</summary>
internal abstract record RawValue(Origin Origin);

/// <param name="Text">Null when the source wrote no value (YAML's null).</param>
internal sealed record RawScalar(string? Text, Origin Origin) : RawValue(Origin);

internal sealed record RawList(IReadOnlyList<RawValue> Items, Origin Origin) : RawValue(Origin);

internal sealed record RawMapping(IReadOnlyList<RawEntry> Entries, Origin Origin) : RawValue(Origin);

internal sealed record RawEntry(string Key, Origin KeyOrigin, RawValue Value);
