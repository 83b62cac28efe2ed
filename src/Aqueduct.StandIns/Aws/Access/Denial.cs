using Aqueduct.StandIns.Aws.Calls;
using Aqueduct.StandIns.Aws.Policies;

namespace Aqueduct.StandIns.Aws.Access;

/// <summary>AWS's refusal of a call the caller has no permission for.</summary>
internal static class Denial
{
    public static AwsError Of(AwsCall call, string action, string resource, Decision decision)
    {
        var reason = decision == Decision.ExplicitDeny
            ? "with an explicit deny in an identity-based policy"
            : $"because no identity-based policy allows the {action} action";
        var text = $"User: {call.Caller.Arn} is not authorized to perform: {action} on resource: {resource} {reason}";
        return call.Service.Protocol == AwsProtocol.Query ? new AwsError("AccessDenied", text, 403) : new AwsError("AccessDeniedException", text);
    }
}
