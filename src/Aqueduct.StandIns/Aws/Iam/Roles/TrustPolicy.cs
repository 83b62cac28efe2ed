using Aqueduct.StandIns.Aws.Policies;
using Aqueduct.StandIns.Aws.World;

namespace Aqueduct.StandIns.Aws.Iam.Roles;

/// <summary>The checks of a trust policy: grammar, size, and that its AWS principals can be seen.</summary>
internal static class TrustPolicy
{
    public static void Check(AwsWorld world, WorldState state, string text)
    {
        if (!PolicyDocument.TryParse(text, PolicyKind.Trust, out var document, out var refusal)) throw IamRefusals.Malformed(refusal);
        var quota = world.Settings.TrustPolicySize;
        if (PolicyDocument.Size(text) > quota) throw IamRefusals.LimitExceeded($"Cannot exceed quota for ACLSizePerRole: {quota}");

        // An identity provider that does not exist (yet) may be named, a role or user may not.
        var unknown = document.Statements.SelectMany(s => s.Principals!.Names)
            .FirstOrDefault(p => p.Kind == "AWS" && p.Name != "*" && !state.Knows(p.Name));
        if (unknown.Name is not null) throw IamRefusals.Malformed(PrincipalGrammar.Invalid("AWS", unknown.Name).Message);
    }
}
