using Aqueduct.StandIns.Aws.Calls;

namespace Aqueduct.StandIns.Aws.Iam.Roles;

/// <summary>TagRole, UntagRole, ListRoleTags.</summary>
internal static class RoleTags
{
    public static IReadOnlyList<AwsOperation> All { get; } =
    [
        new("TagRole", Tag) { Resource = RoleOperations.Resource },
        new("UntagRole", Untag) { Resource = RoleOperations.Resource },
        new("ListRoleTags", List) { Resource = RoleOperations.Resource },
    ];

    private static AwsAnswer Tag(AwsCall call)
    {
        var name = RoleOperations.Name(call);
        var tags = Tags.Read(call);
        call.World.Change(state => Tags.Add(state.Role(name).Tags, tags));
        return AwsAnswer.Empty;
    }

    private static AwsAnswer Untag(AwsCall call)
    {
        var input = new IamInput(call);
        var (name, keys) = (input.RoleName(), Tags.ReadKeys(input, call));
        input.Check();
        call.World.Change(state => Tags.Remove(state.Role(name).Tags, keys));
        return AwsAnswer.Empty;
    }

    private static AwsAnswer List(AwsCall call)
    {
        var name = RoleOperations.Name(call);
        return call.World.Read(state => Page.Of(call, "Tags", state.Role(name).Tags, Tags.ToXml));
    }
}
