using System.Xml.Linq;
using Aqueduct.StandIns.Aws.Access;
using Aqueduct.StandIns.Aws.Calls;
using Aqueduct.StandIns.Aws.Policies;
using Aqueduct.StandIns.Aws.World;

namespace Aqueduct.StandIns.Aws.Iam;

/// <summary>SimulatePrincipalPolicy: what the identity policies of a user or role say; trust policies are not part of it.</summary>
internal static class SimulatePrincipalPolicy
{
    public static AwsOperation Operation { get; } = new("SimulatePrincipalPolicy", Simulate) { Resource = call => call.Query["PolicySourceArn"] ?? "*" };

    private static AwsAnswer Simulate(AwsCall call)
    {
        var input = new IamInput(call);
        var arn = input.Arn("PolicySourceArn");
        if (!call.Query.HasList("ActionNames")) input.Constraints.Required("actionNames", null);
        var actions = input.List("ActionNames", 3, 128);
        var resources = call.Query.List("ResourceArns") is { Count: > 0 } given ? given : ["*"];
        input.Check();
        if (actions.FirstOrDefault(a => !a.Contains(':', StringComparison.Ordinal) || a.Contains(' ', StringComparison.Ordinal)) is { } wrong)
            throw IamRefusals.InvalidInput($"Invalid Action Name: {wrong}");

        var policies = call.World.Read(state => Policies(state, IamArn.Checked(arn)));
        var results = from action in actions
                      from resource in resources
                      select (action, resource, PolicyEvaluator.Decide(policies, new PolicyRequest(action, resource, Context(call, arn))));
        return Page.Of(call, "EvaluationResults", results, r => Result(r.action, r.resource, r.Item3));
    }

    private static IReadOnlyList<PolicyDocument> Policies(WorldState state, string arn)
    {
        if (state.FindRoleByArn(arn) is { } role) return IdentityPolicies.OfRole(state, role.Id);
        if (state.Iam.Users.Find(u => u.Arn == arn) is { } user) return IdentityPolicies.OfUser(state, user.Name);
        throw arn.Contains(":role/", StringComparison.Ordinal) || arn.Contains(":user/", StringComparison.Ordinal)
            ? IamRefusals.NotFound($"No such entity: {arn}")
            : IamRefusals.InvalidInput($"Invalid Entity Arn: {arn} does not clearly define entity type and name.");
    }

    private static RequestContext Context(AwsCall call, string arn)
    {
        var context = new RequestContext().Set("aws:PrincipalArn", arn).Set("aws:PrincipalAccount", AwsWorld.AccountId);
        foreach (var entry in call.Query.Structures("ContextEntries")) context.Set(entry["ContextKeyName"] ?? "", [.. entry.List("ContextKeyValues")]);
        return context;
    }

    private static IEnumerable<XElement> Result(string action, string resource, Decision decision) =>
    [
        new("EvalActionName", action),
        new("EvalResourceName", resource),
        new("EvalDecision", decision switch { Decision.Allowed => "allowed", Decision.ExplicitDeny => "explicitDeny", _ => "implicitDeny" }),
        new("MatchedStatements"),
        new("MissingContextValues"),
    ];
}
