using Aqueduct.StandIns.Aws.Calls;

namespace Aqueduct.StandIns.Aws.AmazonQ;

/// <summary>
/// Authorization codes the callers give. The service's model tells only the codes of the refusals; which one when follows from how GitLab's
/// gateway cures them: <c>gitLabExpiredIdentity</c> by creating a grant, <c>gitLabInvalidIdentity</c> by updating it.
/// </summary>
internal static class Grants
{
    /// <summary>The first grant of a caller, or one in place of an expired one.</summary>
    public static AwsAnswer Create(AwsCall call) => Give(call, existing =>
    {
        if (existing?.IsExpired(call.Time) == false) throw AmazonQErrors.GrantExists();
    });

    /// <summary>A new code in place of the one there.</summary>
    public static AwsAnswer Update(AwsCall call) => Give(call, existing =>
    {
        if (existing is null) throw AmazonQErrors.NoGrant();
    });

    /// <exception cref="AwsError">There is none, or it is of no use, with the reason that says the cure.</exception>
    public static void CheckUsable(AuthGrant? grant, OAuthAppConnection connection, DateTimeOffset now)
    {
        if (grant is null || grant.IsExpired(now)) throw AmazonQErrors.ExpiredIdentity();
        if (grant.ClientId != connection.ClientId) throw AmazonQErrors.InvalidIdentity();
    }

    private static AwsAnswer Give(AwsCall call, Action<AuthGrant?> refuse)
    {
        var code = call.Json.Text("code");
        AmazonQInput.Validate(constraints => constraints.Required("code", code));
        call.World.Change(world =>
        {
            var region = world.AmazonQ.In(call.Region);
            var connection = region.Connection ?? throw AmazonQErrors.NoConnection();
            refuse(region.Grants.GetValueOrDefault(call.Caller.Arn));
            region.Grants[call.Caller.Arn] = new AuthGrant { Code = code!, ClientId = connection.ClientId, Given = call.Time };
        });
        return AwsAnswer.Empty;
    }
}
