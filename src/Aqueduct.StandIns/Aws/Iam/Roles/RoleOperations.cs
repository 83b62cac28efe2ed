using System.Xml.Linq;
using Aqueduct.StandIns.Aws.Calls;
using Aqueduct.StandIns.Aws.World;

namespace Aqueduct.StandIns.Aws.Iam.Roles;

/// <summary>Create, Get, List, DeleteRole, ListInstanceProfilesForRole.</summary>
internal static class RoleOperations
{
    public static IReadOnlyList<AwsOperation> All { get; } =
    [
        new("CreateRole", Create) { Resource = NewResource },
        new("GetRole", Get) { Resource = Resource },
        new("ListRoles", List) { Resource = call => $"arn:aws:iam::{AwsWorld.AccountId}:role{call.Query["PathPrefix"] ?? "/"}" },
        new("DeleteRole", Delete) { Resource = Resource },
        new("ListInstanceProfilesForRole", ListInstanceProfiles) { Resource = Resource },
    ];

    /// <summary>The role a call is about, for permissions; with its path when it exists.</summary>
    public static string Resource(AwsCall call) =>
        call.World.Read(state => state.FindRole(call.Query["RoleName"] ?? "")?.Arn) ?? NewResource(call);

    private static string NewResource(AwsCall call) => $"arn:aws:iam::{AwsWorld.AccountId}:role{call.Query["Path"] ?? "/"}{call.Query["RoleName"]}";

    private static AwsAnswer Create(AwsCall call)
    {
        var input = new IamInput(call);
        var (name, path, description) = (input.RoleName(), input.Path(), input.Description());
        var trust = input.Document("AssumeRolePolicyDocument");
        var duration = input.Number("MaxSessionDuration", 3600, 43_200) ?? 3600;
        input.Check();
        var tags = Tags.Read(call);
        return call.World.Change(state =>
        {
            TrustPolicy.Check(call.World, state, trust);
            if (state.Iam.Roles.Exists(r => string.Equals(r.Name, name, StringComparison.OrdinalIgnoreCase)))
                throw IamRefusals.AlreadyExists($"Role with name {name} already exists.");
            var quota = call.World.Settings.RolesPerAccount;
            if (state.Iam.Roles.Count >= quota) throw IamRefusals.LimitExceeded($"Cannot exceed quota for RolesPerAccount: {quota}");
            var role = new IamRole
            {
                Name = name,
                Path = path,
                Id = IamIds.New("AROA"),
                TrustPolicy = trust,
                MaxSessionDuration = duration,
                Description = description,
                CreateDate = call.Time,
                VisibleFrom = call.World.VisibleFrom(state),
            };
            Tags.Add(role.Tags, tags);
            state.Iam.Roles.Add(role);
            return AwsAnswer.Of(new XElement("Role", RoleXml.Of(role), Tags.ToXml(role.Tags)));
        });
    }

    private static AwsAnswer Get(AwsCall call)
    {
        var name = Name(call);
        return call.World.Read(state =>
        {
            var role = state.Role(name);
            return AwsAnswer.Of(new XElement("Role", RoleXml.Of(role), Tags.ToXml(role.Tags), new XElement("RoleLastUsed")));
        });
    }

    private static AwsAnswer List(AwsCall call)
    {
        var prefix = call.Query["PathPrefix"] ?? "/";
        return call.World.Read(state =>
        {
            var roles = state.Iam.Roles.Where(r => IamLookup.IsSeen(state, r) && r.Path.StartsWith(prefix, StringComparison.Ordinal));
            return Page.Of(call, "Roles", roles.OrderBy(r => r.Name, StringComparer.Ordinal), RoleXml.Of);
        });
    }

    private static AwsAnswer Delete(AwsCall call)
    {
        var name = Name(call);
        call.World.Change(state =>
        {
            var role = state.Role(name);
            if (role.AttachedPolicies.Count > 0) throw IamRefusals.DeleteConflict("Cannot delete entity, must detach all policies first.");
            if (role.InlinePolicies.Count > 0) throw IamRefusals.DeleteConflict("Cannot delete entity, must delete policies first.");
            state.Iam.Roles.Remove(role);
        });
        return AwsAnswer.Empty;
    }

    private static AwsAnswer ListInstanceProfiles(AwsCall call)
    {
        var name = Name(call);
        call.World.Read(state => state.Role(name));
        return Page.Of(call, "InstanceProfiles", Enumerable.Empty<string>(), profile => profile);
    }

    /// <summary>The name a call must give.</summary>
    public static string Name(AwsCall call)
    {
        var input = new IamInput(call);
        var name = input.RoleName();
        input.Check();
        return name;
    }
}
