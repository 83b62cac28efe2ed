using System.Xml.Linq;
using Aqueduct.StandIns.Aws.Calls;

namespace Aqueduct.StandIns.Aws.Iam.Users;

/// <summary>Put, Get, Delete, ListUserPolicies; 2,048 characters in all.</summary>
internal static class UserPolicyOperations
{
    private const int Size = 2048;

    public static IReadOnlyList<AwsOperation> All { get; } =
    [
        new("PutUserPolicy", Put) { Resource = UserOperations.Resource },
        new("GetUserPolicy", Get) { Resource = UserOperations.Resource },
        new("DeleteUserPolicy", Delete) { Resource = UserOperations.Resource },
        new("ListUserPolicies", List) { Resource = UserOperations.Resource },
    ];

    private static AwsAnswer Put(AwsCall call)
    {
        var input = new IamInput(call);
        var (user, name, document) = (input.UserName(), input.PolicyName(), input.Document("PolicyDocument"));
        input.Check();
        call.World.Change(state =>
        {
            var policies = state.User(user).InlinePolicies;
            InlinePolicy.Check(document, policies, name, Size, $"user {user}");
            policies[name] = document;
        });
        return AwsAnswer.Empty;
    }

    private static AwsAnswer Get(AwsCall call)
    {
        var (user, name) = Names(call);
        return call.World.Read(state => state.User(user).InlinePolicies.TryGetValue(name, out var document)
            ? AwsAnswer.Of(new XElement("UserName", user), new XElement("PolicyName", name), IamXml.Document("PolicyDocument", document))
            : throw NotFound(name));
    }

    private static AwsAnswer Delete(AwsCall call)
    {
        var (user, name) = Names(call);
        call.World.Change(state =>
        {
            if (!state.User(user).InlinePolicies.Remove(name)) throw NotFound(name);
        });
        return AwsAnswer.Empty;
    }

    private static AwsAnswer List(AwsCall call)
    {
        var user = UserOperations.Name(call);
        return call.World.Read(state => Page.Of(call, "PolicyNames", state.User(user).InlinePolicies.Keys, name => name));
    }

    private static AwsError NotFound(string name) => IamRefusals.NotFound($"The user policy with name {name} cannot be found.");

    private static (string User, string Policy) Names(AwsCall call)
    {
        var input = new IamInput(call);
        var names = (input.UserName(), input.PolicyName());
        input.Check();
        return names;
    }
}
