namespace Aqueduct.Configuration;

/// <summary>What a setting demands of its value beyond its type.</summary>
internal sealed record SettingRule
{
    public static SettingRule None { get; } = new();

    /// <summary>Judges the text (of a list: each item); null when it may be.</summary>
    public Func<string, Complaint?> Check { get; init; } = _ => null;

    /// <summary>For the schema: a regular expression without anchors.</summary>
    public string? Pattern { get; init; }

    /// <summary>For the schema.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>The value is never printed.</summary>
    public bool Secret { get; init; }

    public FileRole File { get; init; }

    /// <summary>Values that will mean something in a later version.</summary>
    public IReadOnlyList<string> NotBuilt { get; init; } = [];
}

/// <summary>What the file is for whose path the setting holds.</summary>
internal enum FileRole
{
    None,

    /// <summary>Ours to create.</summary>
    Created,

    /// <summary>Ours to create; when it is there, only its owner may read it.</summary>
    CreatedSecret,

    /// <summary>Must be there.</summary>
    Read,

    /// <summary>Must be there, and not readable by everybody.</summary>
    ReadSecret,
}
