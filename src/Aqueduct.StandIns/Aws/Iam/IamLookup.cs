using Aqueduct.StandIns.Aws.World;

namespace Aqueduct.StandIns.Aws.Iam;

/// <summary>What IAM knows and a caller can see already; names of roles and users are not distinguished by case.</summary>
internal static class IamLookup
{
    /// <summary>The role; null when there is none, or it cannot be seen yet.</summary>
    public static IamRole? FindRole(this WorldState state, string name) =>
        state.Iam.Roles.Find(r => IsSeen(state, r) && string.Equals(r.Name, name, StringComparison.OrdinalIgnoreCase));

    public static IamRole? FindRoleByArn(this WorldState state, string arn) => state.Iam.Roles.Find(r => IsSeen(state, r) && r.Arn == arn);

    /// <summary>The provider; null when there is none, or it cannot be seen yet.</summary>
    public static OidcProvider? FindProvider(this WorldState state, string arn) => state.Iam.Providers.Find(p => IsSeen(state, p) && p.Arn == arn);

    public static IamUser? FindUser(this WorldState state, string name) =>
        state.Iam.Users.Find(u => IsSeen(state, u) && string.Equals(u.Name, name, StringComparison.OrdinalIgnoreCase));

    public static IamRole Role(this WorldState state, string name) =>
        state.FindRole(name) ?? throw IamRefusals.NotFound($"The role with name {name} cannot be found.");

    public static OidcProvider Provider(this WorldState state, string arn) =>
        state.FindProvider(arn) ?? throw IamRefusals.NotFound($"OpenIDConnect Provider not found for arn {arn}");

    public static IamUser User(this WorldState state, string name) =>
        state.FindUser(name) ?? throw IamRefusals.NotFound($"The user with name {name} cannot be found.");

    /// <summary>Does the principal of a policy exist, as far as it can be seen: root, role, user, or something of another account?</summary>
    public static bool Knows(this WorldState state, string principalArn) =>
        !principalArn.StartsWith($"arn:aws:iam::{AwsWorld.AccountId}:", StringComparison.Ordinal)
        || principalArn.EndsWith(":root", StringComparison.Ordinal)
        || state.FindRoleByArn(principalArn) is not null
        || state.Iam.Users.Exists(u => IsSeen(state, u) && u.Arn == principalArn);

    public static bool IsSeen(WorldState state, Created created) => state.Calls >= created.VisibleFrom;
}
