using System.Text.Json.Nodes;
using Aqueduct.StandIns.Aws.Calls;
using Aqueduct.StandIns.Aws.Kms;

namespace Aqueduct.StandIns.Aws.AmazonQ;

/// <summary>
/// Which KMS key the data of a feature is encrypted with; none is AWS's own. The key is used for the caller: its policy has to let the caller in
/// by way of <c>q.REGION.amazonaws.com</c>.
/// </summary>
internal static class EncryptionConfiguration
{
    public static AwsAnswer Update(AwsCall call)
    {
        var keyId = call.Json.Text("kmsKeyIdentifier");
        AmazonQInput.Validate(constraints => constraints.Required("kmsKeyIdentifier", keyId));
        var feature = Feature(call);
        var key = call.World.Read(world => world.Kms.Find(call.Region, keyId!));
        Use(call, key, "DescribeKey");
        Use(call, key, "GenerateDataKey");
        call.World.Change(world => world.AmazonQ.In(call.Region).EncryptionKeys[feature] = key.Arn);
        return AwsAnswer.Empty;
    }

    public static AwsAnswer Get(AwsCall call)
    {
        var feature = Feature(call);
        var arn = call.World.Read(world => world.AmazonQ.In(call.Region).EncryptionKeys.GetValueOrDefault(feature)) ?? throw AmazonQErrors.NoEncryptionConfiguration();
        return AwsAnswer.Of(new JsonObject { ["feature"] = feature, ["kmsKeyIdentifier"] = arn });
    }

    public static AwsAnswer Delete(AwsCall call)
    {
        var feature = Feature(call);
        call.World.Change(world =>
        {
            if (!world.AmazonQ.In(call.Region).EncryptionKeys.Remove(feature)) throw AmazonQErrors.NoEncryptionConfiguration();
        });
        return AwsAnswer.Empty;
    }

    /// <summary>What is about to be stored is encrypted first, with every key that is configured.</summary>
    public static void Encrypt(AwsCall call)
    {
        var keys = call.World.Read(world => world.AmazonQ.In(call.Region).EncryptionKeys.Values.Select(arn => world.Kms.Find(call.Region, arn)).ToList());
        foreach (var key in keys) Use(call, key, "GenerateDataKey");
    }

    private static void Use(AwsCall call, KmsKey key, string operation)
    {
        KeyAccess.Require(call, key, $"kms:{operation}", $"q.{call.Region}.amazonaws.com");
        key.CheckUsable();
    }

    private static string Feature(AwsCall call)
    {
        var feature = call.Json.Text("feature");
        AmazonQInput.Validate(constraints => constraints.Required("feature", feature));
        return feature!;
    }
}
