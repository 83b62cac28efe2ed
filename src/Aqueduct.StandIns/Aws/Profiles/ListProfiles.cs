using System.Text.Json.Nodes;
using Aqueduct.StandIns.Aws.Calls;

namespace Aqueduct.StandIns.Aws.Profiles;

/// <summary>The profiles of the region, in pages of up to 100.</summary>
internal static class ListProfiles
{
    public static AwsAnswer Run(AwsCall call)
    {
        var page = JsonPage.Of(call.Json, "maxResults", "nextToken", 100, 100, ProfilesErrors.BadPage);
        var all = call.World.Read(world => world.Profiles.In(call.Region).Select(p => p.ToJson()).ToList());
        var answer = new JsonObject { ["profiles"] = page.Cut(all) };
        if (page.Next(all.Count) is { } token) answer["nextToken"] = token;
        return AwsAnswer.Of(answer);
    }
}
