using System.Xml.Linq;
using Aqueduct.StandIns.Aws.Calls;
using Aqueduct.StandIns.Aws.Iam.Roles;

namespace Aqueduct.StandIns.Aws.Iam.RolePolicies;

/// <summary>Put, Get, Delete, ListRolePolicies.</summary>
internal static class InlinePolicyOperations
{
    public static IReadOnlyList<AwsOperation> All { get; } =
    [
        new("PutRolePolicy", Put) { Resource = RoleOperations.Resource },
        new("GetRolePolicy", Get) { Resource = RoleOperations.Resource },
        new("DeleteRolePolicy", Delete) { Resource = RoleOperations.Resource },
        new("ListRolePolicies", List) { Resource = RoleOperations.Resource },
    ];

    private static AwsAnswer Put(AwsCall call)
    {
        var input = new IamInput(call);
        var (role, name, document) = (input.RoleName(), input.PolicyName(), input.Document("PolicyDocument"));
        input.Check();
        call.World.Change(state =>
        {
            var policies = state.Role(role).InlinePolicies;
            InlinePolicy.Check(document, policies, name, call.World.Settings.InlinePolicySize, $"role {role}");
            policies[name] = document;
        });
        return AwsAnswer.Empty;
    }

    private static AwsAnswer Get(AwsCall call)
    {
        var (role, name) = Names(call);
        return call.World.Read(state => state.Role(role).InlinePolicies.TryGetValue(name, out var document)
            ? AwsAnswer.Of(new XElement("RoleName", role), new XElement("PolicyName", name), IamXml.Document("PolicyDocument", document))
            : throw NotFound(name));
    }

    private static AwsAnswer Delete(AwsCall call)
    {
        var (role, name) = Names(call);
        call.World.Change(state =>
        {
            if (!state.Role(role).InlinePolicies.Remove(name)) throw NotFound(name);
        });
        return AwsAnswer.Empty;
    }

    private static AwsAnswer List(AwsCall call)
    {
        var role = RoleOperations.Name(call);
        return call.World.Read(state => Page.Of(call, "PolicyNames", state.Role(role).InlinePolicies.Keys, name => name));
    }

    private static AwsError NotFound(string name) => IamRefusals.NotFound($"The role policy with name {name} cannot be found.");

    private static (string Role, string Policy) Names(AwsCall call)
    {
        var input = new IamInput(call);
        var names = (input.RoleName(), input.PolicyName());
        input.Check();
        return names;
    }
}
