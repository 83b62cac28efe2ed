using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Aqueduct.StandIns.Aws.Calls;
using Aqueduct.StandIns.Aws.World;

namespace Aqueduct.StandIns.Aws.Profiles;

/// <summary>Creates a profile, ACTIVE at once. The same <c>clientToken</c> creates at most one.</summary>
internal static class CreateProfile
{
    public static AwsAnswer Run(AwsCall call)
    {
        var input = ProfileInput.Read(call.Json, nameRequired: true);
        var tags = ProfileInput.Tags(call.Json, required: false);
        var clientToken = call.Json.Text("clientToken");
        var arn = call.World.Change(world =>
        {
            var profiles = world.Profiles.In(call.Region);
            if (clientToken is not null && profiles.Find(p => p.ClientToken == clientToken) is { } earlier)
                return earlier.Name == input.Name && earlier.Description == input.Description ? earlier.Arn : throw ProfilesErrors.TokenReused();
            if (call.World.Settings.ProfilesClosedToNewAccounts && !world.Profiles.Any) throw ProfilesErrors.ClosedToNewAccounts();
            if (profiles.Exists(p => p.Name == input.Name)) throw ProfilesErrors.NameTaken(input.Name!);
            var profile = new QProfile
            {
                Arn = $"arn:aws:codewhisperer:{call.Region}:{AwsWorld.AccountId}:profile/{RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789", 12)}",
                Name = input.Name!,
                Description = input.Description,
                References = input.References ?? "ALLOW",
                Created = call.Time,
                ClientToken = clientToken,
            };
            foreach (var (key, value) in tags ?? new Dictionary<string, string>()) profile.Tags[key] = value;
            profiles.Add(profile);
            return profile.Arn;
        });
        return AwsAnswer.Of(new JsonObject { ["profileArn"] = arn });
    }
}
