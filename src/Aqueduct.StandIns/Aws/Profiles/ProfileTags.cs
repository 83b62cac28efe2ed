using System.Text.Json.Nodes;
using Aqueduct.StandIns.Aws.Calls;

namespace Aqueduct.StandIns.Aws.Profiles;

/// <summary>Tags of a profile.</summary>
internal static class ProfileTags
{
    public static AwsAnswer Tag(AwsCall call)
    {
        var arn = ProfileInput.Arn(call.Json, "resourceName");
        var tags = ProfileInput.Tags(call.Json, required: true)!;
        call.World.Change(world =>
        {
            var profile = world.Profiles.Find(call.Region, arn);
            foreach (var (key, value) in tags) profile.Tags[key] = value;
        });
        return AwsAnswer.Empty;
    }

    public static AwsAnswer Untag(AwsCall call)
    {
        var arn = ProfileInput.Arn(call.Json, "resourceName");
        var keys = call.Json.Texts("tagKeys");
        var constraints = new Constraints("ValidationException");
        constraints.Required("tagKeys", keys is null ? null : "");
        constraints.Count("tagKeys", keys?.ToList() ?? [], 0, 200);
        constraints.Check();
        call.World.Change(world =>
        {
            var profile = world.Profiles.Find(call.Region, arn);
            foreach (var key in keys!) profile.Tags.Remove(key);
        });
        return AwsAnswer.Empty;
    }

    public static AwsAnswer List(AwsCall call)
    {
        var arn = ProfileInput.Arn(call.Json, "resourceName");
        var tags = call.World.Read(world => world.Profiles.Find(call.Region, arn).Tags.Select(t => new JsonObject { ["key"] = t.Key, ["value"] = t.Value }).ToList());
        return AwsAnswer.Of(new JsonObject { ["tags"] = new JsonArray([.. tags]) });
    }
}
