using Aqueduct.Aws.Iam;

namespace Aqueduct.Setup.Resources;

/// <summary>The two tags by which provider and role are proven ours.</summary>
internal static class Tagging
{
    public static IReadOnlyList<IamTag> Wanted(Desired desired) => [.. desired.Tags.Select(t => new IamTag(t.Key, t.Value))];

    public static IEnumerable<AttributeChange> Compare(IReadOnlyList<IamTag>? found, Desired desired) =>
        desired.Tags
            .Select(t => new AttributeChange($"tag {t.Key}", ValueOf(found, t.Key), t.Value))
            .Where(c => c.Before != c.After);

    /// <returns>The tagged instance UID, or null.</returns>
    public static string? InstanceOf(IReadOnlyList<IamTag> tags) => ValueOf(tags, Desired.InstanceTag);

    private static string? ValueOf(IReadOnlyList<IamTag>? tags, string key) => tags?.FirstOrDefault(t => t.Key == key)?.Value;
}
