using System.Xml.Linq;
using Aqueduct.StandIns.Aws.Calls;
using Aqueduct.StandIns.Aws.Iam.ManagedPolicies;
using Aqueduct.StandIns.Aws.Iam.Roles;
using Aqueduct.StandIns.Aws.Policies;

namespace Aqueduct.StandIns.Aws.Iam.RolePolicies;

/// <summary>AttachRolePolicy, DetachRolePolicy, ListAttachedRolePolicies.</summary>
internal static class AttachedPolicyOperations
{
    public static IReadOnlyList<AwsOperation> All { get; } =
    [
        new("AttachRolePolicy", Attach) { Resource = RoleOperations.Resource, Context = PolicyArn },
        new("DetachRolePolicy", Detach) { Resource = RoleOperations.Resource, Context = PolicyArn },
        new("ListAttachedRolePolicies", List) { Resource = RoleOperations.Resource },
    ];

    private static void PolicyArn(AwsCall call, RequestContext context) => context.Set("iam:PolicyARN", call.Query["PolicyArn"]);

    private static AwsAnswer Attach(AwsCall call)
    {
        var (name, arn) = Read(call);
        call.World.Change(state =>
        {
            var attached = state.Role(name).AttachedPolicies;
            if (ManagedPolicyCatalog.Find(arn) is null) throw IamRefusals.NotFound($"Policy {arn} does not exist or is not attachable.");
            if (attached.Contains(arn)) return;
            var quota = call.World.Settings.ManagedPoliciesPerRole;
            if (attached.Count >= quota) throw IamRefusals.LimitExceeded($"Cannot exceed quota for PoliciesPerRole: {quota}");
            attached.Add(arn);
        });
        return AwsAnswer.Empty;
    }

    private static AwsAnswer Detach(AwsCall call)
    {
        var (name, arn) = Read(call);
        call.World.Change(state =>
        {
            if (!state.Role(name).AttachedPolicies.Remove(arn)) throw IamRefusals.NotFound($"Policy {arn} was not found.");
        });
        return AwsAnswer.Empty;
    }

    private static AwsAnswer List(AwsCall call)
    {
        var name = RoleOperations.Name(call);
        return call.World.Read(state => Page.Of(call, "AttachedPolicies", state.Role(name).AttachedPolicies,
            arn => new[] { new XElement("PolicyName", arn.Split('/')[^1]), new XElement("PolicyArn", arn) }));
    }

    private static (string Role, string Arn) Read(AwsCall call)
    {
        var input = new IamInput(call);
        var (role, arn) = (input.RoleName(), input.Arn("PolicyArn"));
        input.Check();
        return (role, IamArn.Checked(arn));
    }
}
