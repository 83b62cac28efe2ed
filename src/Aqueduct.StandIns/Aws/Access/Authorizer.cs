using Aqueduct.StandIns.Aws.Calls;
using Aqueduct.StandIns.Aws.Policies;
using Aqueduct.StandIns.Aws.World;

namespace Aqueduct.StandIns.Aws.Access;

/// <summary>Asks the caller's own policies: a user's inline policies, or the role's policies and the session's restriction.</summary>
internal static class Authorizer
{
    /// <summary>Refuses the call as AWS does unless the caller's policies allow it. For the service's own operation; root may do everything.</summary>
    public static void Require(AwsCall call, string action, string resource, RequestContext context)
    {
        var decision = Decide(call.World, call.Caller, new PolicyRequest(action, resource, context));
        if (decision != Decision.Allowed) throw Denial.Of(call, action, resource, decision);
    }

    /// <summary>The verdict of identity-based policies alone, for services that weigh it against a resource's policy (KMS).</summary>
    public static Decision Decide(AwsWorld world, Principal caller, PolicyRequest request) =>
        caller switch
        {
            Principal.Root => Decision.Allowed,
            Principal.User user => PolicyEvaluator.Decide(world.Read(state => IdentityPolicies.OfUser(state, user.Name)), request),
            Principal.Session { Credentials: var session } => DecideSession(world, session, request),
            _ => Decision.ImplicitDeny,
        };

    // A session may do what its role and each of its own policies allow.
    private static Decision DecideSession(AwsWorld world, RoleSession session, PolicyRequest request)
    {
        var ofRole = PolicyEvaluator.Decide(world.Read(state => IdentityPolicies.OfRole(state, session.RoleId)), request);
        if (ofRole != Decision.Allowed || session.SessionPolicies.Count == 0) return ofRole;
        return PolicyEvaluator.Decide(session.SessionPolicies.Select(text => PolicyDocument.Parse(text, PolicyKind.Identity)), request);
    }
}
