using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Aqueduct.StandIns.Aws.Calls;

namespace Aqueduct.StandIns.Aws.Kms;

/// <summary>Create, show, enable, disable and schedule the deletion of keys.</summary>
internal static class KeyLife
{
    public static AwsAnswer Create(AwsCall call)
    {
        var description = call.Json.Text("Description") ?? "";
        KmsInput.Check(constraints => constraints.Length("description", description, 0, 8192));
        foreach (var member in call.Json.EnumerateObject().Select(p => p.Name).Except(["Description", "Policy", "BypassPolicyLockoutSafetyCheck"]))
            CheckRehearsed(member, call.Json.TryGetProperty(member, out var value) ? value.ToString() : "");
        var key = new KmsKey
        {
            Id = Guid.NewGuid().ToString(),
            Region = call.Region,
            Created = call.Time,
            Material = RandomNumberGenerator.GetBytes(32),
            Description = description,
            Policy = KeyPolicies.Default,
        };
        if (call.Json.Text("Policy") is { } policy) key.Policy = KeyPolicies.Check(call, key, policy);
        call.World.Change(world => world.Kms.Keys.Add(key.Arn, key));
        return KeyMetadata.Answer(key);
    }

    public static AwsAnswer Describe(AwsCall call) => KeyMetadata.Answer(KeyAccess.Require(call, KmsInput.KeyId(call.Json)));

    public static AwsAnswer Enable(AwsCall call) => Switch(call, enabled: true);

    public static AwsAnswer Disable(AwsCall call) => Switch(call, enabled: false);

    public static AwsAnswer ScheduleDeletion(AwsCall call)
    {
        var days = call.Json.Integer("PendingWindowInDays") ?? 30;
        KmsInput.Check(constraints => constraints.Range("pendingWindowInDays", days, 7, 30));
        var key = KeyAccess.Require(call, KmsInput.KeyId(call.Json));
        key.CheckNotPendingDeletion();
        call.World.Change(_ => key.Deletion = call.Time.AddDays(days));
        return AwsAnswer.Of(new JsonObject
        {
            ["KeyId"] = key.Arn,
            ["DeletionDate"] = key.Deletion!.Value.ToUnixTimeSeconds(),
            ["KeyState"] = key.State,
            ["PendingWindowInDays"] = days,
        });
    }

    private static AwsAnswer Switch(AwsCall call, bool enabled)
    {
        var key = KeyAccess.Require(call, KmsInput.KeyId(call.Json));
        key.CheckNotPendingDeletion();
        call.World.Change(_ => key.Enabled = enabled);
        return AwsAnswer.Empty;
    }

    // What this stand-in cannot do is refused: a silent answer would pass for AWS's.
    private static void CheckRehearsed(string member, string value)
    {
        if ((member, value) is not (("KeySpec" or "CustomerMasterKeySpec", Ciphertexts.Algorithm) or ("KeyUsage", "ENCRYPT_DECRYPT") or ("Origin", "AWS_KMS") or ("MultiRegion", "False")))
            throw new AwsError("UnsupportedOperationException", $"The stand-in has no keys with {member} {value}.");
    }
}
