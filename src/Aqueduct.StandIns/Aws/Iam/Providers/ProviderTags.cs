using Aqueduct.StandIns.Aws.Calls;

namespace Aqueduct.StandIns.Aws.Iam.Providers;

/// <summary>TagOpenIDConnectProvider, UntagOpenIDConnectProvider, ListOpenIDConnectProviderTags.</summary>
internal static class ProviderTags
{
    public static IReadOnlyList<AwsOperation> All { get; } =
    [
        new("TagOpenIDConnectProvider", Tag) { Resource = ProviderOperations.Resource },
        new("UntagOpenIDConnectProvider", Untag) { Resource = ProviderOperations.Resource },
        new("ListOpenIDConnectProviderTags", List) { Resource = ProviderOperations.Resource },
    ];

    private static AwsAnswer Tag(AwsCall call)
    {
        var arn = ProviderOperations.Arn(new IamInput(call), call);
        var tags = Tags.Read(call);
        call.World.Change(state => Tags.Add(state.Provider(arn).Tags, tags));
        return AwsAnswer.Empty;
    }

    private static AwsAnswer Untag(AwsCall call)
    {
        var input = new IamInput(call);
        var keys = Tags.ReadKeys(input, call);
        var arn = ProviderOperations.Arn(input, call);
        call.World.Change(state => Tags.Remove(state.Provider(arn).Tags, keys));
        return AwsAnswer.Empty;
    }

    private static AwsAnswer List(AwsCall call)
    {
        var arn = ProviderOperations.Arn(new IamInput(call), call);
        return call.World.Read(state => Page.Of(call, "Tags", state.Provider(arn).Tags, Tags.ToXml));
    }
}
