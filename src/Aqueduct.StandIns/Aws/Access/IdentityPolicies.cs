using Aqueduct.StandIns.Aws.Iam.ManagedPolicies;
using Aqueduct.StandIns.Aws.Policies;
using Aqueduct.StandIns.Aws.World;

namespace Aqueduct.StandIns.Aws.Access;

/// <summary>The policies of a user or role, inline and managed.</summary>
internal static class IdentityPolicies
{
    public static IReadOnlyList<PolicyDocument> OfUser(WorldState state, string name) =>
        [.. (state.Iam.Users.Find(u => u.Name == name)?.InlinePolicies.Values ?? Enumerable.Empty<string>()).Select(Parse)];

    /// <param name="roleId">The ID, because a role made anew under the same name has other policies.</param>
    public static IReadOnlyList<PolicyDocument> OfRole(WorldState state, string roleId) =>
        state.Iam.Roles.Find(r => r.Id == roleId) is { } role
            ? [.. role.InlinePolicies.Values.Concat(role.AttachedPolicies.Select(Document)).Select(Parse)]
            : [];

    private static string Document(string policyArn) => ManagedPolicyCatalog.Find(policyArn)!.DefaultVersion.Document;

    private static PolicyDocument Parse(string text) => PolicyDocument.Parse(text, PolicyKind.Identity);
}
