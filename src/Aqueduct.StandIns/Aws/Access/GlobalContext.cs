using System.Globalization;
using Aqueduct.StandIns.Aws.Calls;
using Aqueduct.StandIns.Aws.Policies;
using Aqueduct.StandIns.Aws.World;

namespace Aqueduct.StandIns.Aws.Access;

/// <summary>The global condition keys (<c>aws:…</c>) of a call, and those its role session carries.</summary>
internal static class GlobalContext
{
    public static RequestContext Of(AwsCall call)
    {
        var context = new RequestContext()
            .Set("aws:CurrentTime", call.Time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture))
            .Set("aws:EpochTime", call.Time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))
            .Set("aws:RequestedRegion", call.Region)
            .Set("aws:SecureTransport", "true"); // the plain port stands for AWS's TLS-only one
        AddTags(call, context);
        return AddCaller(call, context);
    }

    private static void AddTags(AwsCall call, RequestContext context)
    {
        var tags = call.Query.Structures("Tags");
        context.Set("aws:TagKeys", [.. tags.Select(t => t["Key"]), .. call.Query.List("TagKeys")]);
        foreach (var tag in tags) context.Set($"aws:RequestTag/{tag["Key"]}", tag["Value"]);
    }

    private static RequestContext AddCaller(AwsCall call, RequestContext context)
    {
        var caller = call.Caller;
        if (caller is Principal.Nobody) return context;
        context.Set("aws:PrincipalAccount", AwsWorld.AccountId).Set("aws:userid", caller.UserId);
        switch (caller)
        {
            case Principal.User user:
                return context.Set("aws:PrincipalArn", user.Arn).Set("aws:PrincipalType", "User").Set("aws:username", user.Name);
            case Principal.Session { Credentials: var session }:
                foreach (var (key, values) in session.Context) context.Set(key, values);
                var role = call.World.Read(state => state.Iam.Roles.Find(r => r.Id == session.RoleId)); // for its path
                return context.Set("aws:PrincipalArn", role?.Arn).Set("aws:PrincipalType", "AssumedRole");
            default:
                return context.Set("aws:PrincipalArn", caller.Arn).Set("aws:PrincipalType", "Account");
        }
    }
}
