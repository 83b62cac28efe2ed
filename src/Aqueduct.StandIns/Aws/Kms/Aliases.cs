using System.Text.Json.Nodes;
using Aqueduct.StandIns.Aws.Calls;

namespace Aqueduct.StandIns.Aws.Kms;

/// <summary>Names for keys.</summary>
internal static class Aliases
{
    public static AwsAnswer Create(AwsCall call)
    {
        var name = call.Json.Text("AliasName");
        KmsInput.Check(constraints =>
        {
            constraints.Required("aliasName", name);
            constraints.Length("aliasName", name, 1, 256);
            constraints.Pattern("aliasName", name, "^[a-zA-Z0-9:/_-]+$");
        });
        if (!name!.StartsWith("alias/", StringComparison.Ordinal) || name.StartsWith("alias/aws/", StringComparison.Ordinal))
            throw new AwsError("InvalidAliasNameException", "Alias must start with the prefix \"alias/\" and not with \"alias/aws/\".");
        var key = KeyAccess.Require(call, KmsInput.KeyId(call.Json, "TargetKeyId"));
        key.CheckNotPendingDeletion();
        var arn = KmsState.AliasArn(call.Region, name);
        call.World.Change(world =>
        {
            if (!world.Kms.Aliases.TryAdd(arn, key.Arn)) throw new AwsError("AlreadyExistsException", $"An alias with the name {arn} already exists");
        });
        return AwsAnswer.Empty;
    }

    public static AwsAnswer List(AwsCall call)
    {
        var page = JsonPage.Of(call.Json, "Limit", "Marker", 50, 100, () => new AwsError("InvalidMarkerException", "The marker is not valid."));
        var aliases = call.World.Read(world =>
        {
            var only = call.Json.Text("KeyId") is { } keyId ? world.Kms.Find(call.Region, keyId).Arn : null;
            return world.Kms.Aliases
                .Where(a => a.Key.StartsWith(KmsState.AliasArn(call.Region, ""), StringComparison.Ordinal) && (only is null || a.Value == only))
                .Select(a => new JsonObject { ["AliasName"] = a.Key[(a.Key.LastIndexOf(':') + 1)..], ["AliasArn"] = a.Key, ["TargetKeyId"] = a.Value[(a.Value.LastIndexOf('/') + 1)..] })
                .ToList();
        });
        var answer = new JsonObject { ["Aliases"] = page.Cut(aliases), ["Truncated"] = page.Next(aliases.Count) is not null };
        if (page.Next(aliases.Count) is { } marker) answer["NextMarker"] = marker;
        return AwsAnswer.Of(answer);
    }
}
