using Aqueduct.Aws.Iam;
using Aqueduct.Setup.State;

namespace Aqueduct.Setup.Resources;

/// <summary>The two tags by which provider and role are proven ours.</summary>
internal static class Tagging
{
    public static IReadOnlyList<IamTag> Wanted(Desired desired) => [.. desired.Tags.Select(t => new IamTag(t.Key, t.Value))];

    public static IEnumerable<AttributeChange> Compare(IReadOnlyList<IamTag>? found, Desired desired) =>
        desired.Tags
            .Select(t => new AttributeChange($"tag {t.Key}", ValueOf(found, t.Key), t.Value))
            .Where(c => c.Before != c.After);

    /// <summary>The keys that are still as set-up set them: destroy takes them off something that was adopted.</summary>
    public static IReadOnlyList<string> StillSet(IReadOnlyList<IamTag> found, Desired desired) =>
        [.. desired.Tags.Where(t => ValueOf(found, t.Key) == t.Value).Select(t => t.Key)];

    public static IEnumerable<AttributeChange> ComparePutBack(IReadOnlyList<IamTag> found, Desired desired) =>
        StillSet(found, desired).Select(key => new AttributeChange($"tag {key}", ValueOf(found, key), null));

    /// <summary>The record, which tells what was made from what was adopted, before the tag, which anything of this instance carries.</summary>
    /// <param name="hasOthers">Somebody else relies on it, too.</param>
    public static Proof Prove(IReadOnlyList<IamTag> tags, string arn, ResourceRecord? record, string instanceUid, bool hasOthers)
    {
        var tagged = ValueOf(tags, Desired.InstanceTag);
        if (tagged is not null && tagged != instanceUid)
            return new(Ownership.Foreign, tagged);
        return new(record?.Of(arn)?.Origin switch
        {
            Origin.Created => Ownership.Ours,
            Origin.Adopted => Ownership.Adopted,
            _ when tagged is null => Ownership.Unproven,
            _ => hasOthers ? Ownership.Adopted : Ownership.Ours,
        });
    }

    private static string? ValueOf(IReadOnlyList<IamTag>? tags, string key) => tags?.FirstOrDefault(t => t.Key == key)?.Value;
}
