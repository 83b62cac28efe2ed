using System.Xml.Linq;
using Aqueduct.StandIns.Aws.Calls;

namespace Aqueduct.StandIns.Aws.Iam.Users;

/// <summary>Create, List, DeleteAccessKey; at most two keys a user.</summary>
internal static class AccessKeyOperations
{
    private const int Most = 2;

    public static IReadOnlyList<AwsOperation> All { get; } =
    [
        new("CreateAccessKey", Create) { Resource = UserOperations.Resource },
        new("ListAccessKeys", List) { Resource = UserOperations.Resource },
        new("DeleteAccessKey", Delete) { Resource = UserOperations.Resource },
    ];

    private static AwsAnswer Create(AwsCall call)
    {
        var name = UserOperations.NameOrCaller(call);
        return call.World.Change(state =>
        {
            var user = state.User(name);
            if (state.Iam.AccessKeys.Count(k => k.UserName == user.Name) >= Most)
                throw IamRefusals.LimitExceeded($"Cannot exceed quota for AccessKeysPerUser: {Most}");
            var key = new AccessKey { Id = IamIds.New("AKIA"), Secret = IamIds.NewSecret(), UserName = user.Name, CreateDate = call.Time };
            state.Iam.AccessKeys.Add(key);
            return AwsAnswer.Of(new XElement("AccessKey", ToXml(key), new XElement("SecretAccessKey", key.Secret)));
        });
    }

    private static AwsAnswer List(AwsCall call)
    {
        var name = UserOperations.NameOrCaller(call);
        return call.World.Read(state =>
        {
            var user = state.User(name);
            return Page.Of(call, "AccessKeyMetadata", state.Iam.AccessKeys.Where(k => k.UserName == user.Name), ToXml);
        });
    }

    private static AwsAnswer Delete(AwsCall call)
    {
        var input = new IamInput(call);
        var id = input.Text("AccessKeyId", 16, 128);
        input.Check();
        var name = UserOperations.NameOrCaller(call);
        call.World.Change(state =>
        {
            var user = state.User(name);
            if (state.Iam.AccessKeys.RemoveAll(k => k.Id == id && k.UserName == user.Name) == 0)
                throw IamRefusals.NotFound($"The Access Key with id {id} cannot be found.");
        });
        return AwsAnswer.Empty;
    }

    private static IEnumerable<XElement> ToXml(AccessKey key) =>
    [
        new("UserName", key.UserName),
        new("AccessKeyId", key.Id),
        new("Status", "Active"),
        IamXml.Date("CreateDate", key.CreateDate),
    ];
}
