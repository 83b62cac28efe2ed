using Aqueduct.StandIns.Aws.Policies;

namespace Aqueduct.StandIns.Aws.Iam;

/// <summary>The checks of an inline policy: grammar, and the size of all inline policies of its owner together.</summary>
internal static class InlinePolicy
{
    /// <param name="others">The owner's policies, with the one to be replaced.</param>
    /// <param name="owner">As AWS's text names it: <c>role NAME</c>.</param>
    public static void Check(string document, IReadOnlyDictionary<string, string> others, string name, int quota, string owner)
    {
        if (!PolicyDocument.TryParse(document, PolicyKind.Identity, out _, out var refusal)) throw IamRefusals.Malformed(refusal);
        if (PolicyDocument.Size(document) + others.Where(p => p.Key != name).Sum(p => PolicyDocument.Size(p.Value)) > quota)
            throw IamRefusals.LimitExceeded($"Maximum policy size of {quota} bytes exceeded for {owner}");
    }
}
