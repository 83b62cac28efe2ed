using System.Text.Json.Nodes;
using Aqueduct.StandIns.Aws.Calls;

namespace Aqueduct.StandIns.Aws.Profiles;

/// <summary>Update and delete a profile.</summary>
internal static class ChangeProfile
{
    /// <summary>What is left out stays as it is.</summary>
    public static AwsAnswer Update(AwsCall call)
    {
        var arn = ProfileInput.Arn(call.Json, "profileArn");
        var input = ProfileInput.Read(call.Json, nameRequired: false);
        call.World.Change(world =>
        {
            var profile = world.Profiles.Find(call.Region, arn);
            if (input.Name is not null && world.Profiles.In(call.Region).Exists(p => p != profile && p.Name == input.Name))
                throw ProfilesErrors.NameTaken(input.Name);
            profile.Name = input.Name ?? profile.Name;
            profile.Description = input.Description ?? profile.Description;
            profile.References = input.References ?? profile.References;
        });
        return AwsAnswer.Of(new JsonObject { ["profileArn"] = arn });
    }

    public static AwsAnswer Delete(AwsCall call)
    {
        var arn = ProfileInput.Arn(call.Json, "profileArn");
        call.World.Change(world =>
        {
            world.Profiles.In(call.Region).Remove(world.Profiles.Find(call.Region, arn));
        });
        return AwsAnswer.Empty;
    }
}
