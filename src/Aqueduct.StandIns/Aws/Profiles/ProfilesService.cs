using Aqueduct.StandIns.Aws.Calls;

namespace Aqueduct.StandIns.Aws.Profiles;

/// <summary>Q Developer profiles: the control plane of CodeWhisperer.</summary>
internal static class ProfilesService
{
    public static AwsService Create() => new("codewhisperer", AwsProtocol.Json10, "AWSCodeWhispererService",
    [
        new("CreateProfile", CreateProfile.Run) { Resource = _ => "*" },
        new("ListProfiles", ListProfiles.Run) { Resource = _ => "*" },
        new("UpdateProfile", ChangeProfile.Update) { Resource = Named("profileArn") },
        new("DeleteProfile", ChangeProfile.Delete) { Resource = Named("profileArn") },
        new("TagResource", ProfileTags.Tag) { Resource = Named("resourceName") },
        new("UntagResource", ProfileTags.Untag) { Resource = Named("resourceName") },
        new("ListTagsForResource", ProfileTags.List) { Resource = Named("resourceName") },
    ]);

    private static Func<AwsCall, string> Named(string member) => call => call.Json.Text(member) ?? "*";
}
