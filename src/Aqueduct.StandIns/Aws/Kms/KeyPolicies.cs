using System.Text.Json.Nodes;
using Aqueduct.StandIns.Aws.Calls;
using Aqueduct.StandIns.Aws.Iam;
using Aqueduct.StandIns.Aws.Policies;
using Aqueduct.StandIns.Aws.World;

namespace Aqueduct.StandIns.Aws.Kms;

/// <summary>Show and put a key's policy.</summary>
internal static class KeyPolicies
{
    /// <summary>Characters; KMS's own limit, below what its model allows.</summary>
    private const int Longest = 32_768;
    private const string Only = "default";

    /// <summary>The policy of a key made without one: the account decides by its identity policies.</summary>
    public static string Default { get; } = $$$"""
        {
          "Version" : "2012-10-17",
          "Id" : "key-default-1",
          "Statement" : [ {
            "Sid" : "Enable IAM User Permissions",
            "Effect" : "Allow",
            "Principal" : {
              "AWS" : "arn:aws:iam::{{{AwsWorld.AccountId}}}:root"
            },
            "Action" : "kms:*",
            "Resource" : "*"
          } ]
        }
        """;

    public static AwsAnswer Get(AwsCall call)
    {
        var key = KeyAccess.Require(call, KmsInput.KeyId(call.Json));
        CheckName(call);
        return AwsAnswer.Of(new JsonObject { ["Policy"] = key.Policy });
    }

    public static AwsAnswer Put(AwsCall call)
    {
        var policy = call.Json.Text("Policy");
        KmsInput.Check(constraints =>
        {
            constraints.Required("policy", policy);
            constraints.Length("policy", policy, 1, 131_072);
        });
        var key = KeyAccess.Require(call, KmsInput.KeyId(call.Json));
        CheckName(call);
        key.CheckNotPendingDeletion();
        var good = Check(call, key, policy!);
        call.World.Change(_ => key.Policy = good);
        return AwsAnswer.Empty;
    }

    /// <summary>A policy for a key: well formed, its principals known, and the caller still able to change it unless it waives that.</summary>
    /// <returns>The policy.</returns>
    public static string Check(AwsCall call, KmsKey key, string policy)
    {
        if (policy.Length > Longest) throw new AwsError("LimitExceededException", $"The policy is longer than {Longest} characters.");
        if (!PolicyDocument.TryParse(policy, PolicyKind.Resource, out var document, out var refusal)) throw Malformed(refusal);
        var principals = document.Statements.SelectMany(s => s.Principals?.Names ?? []).Where(n => n is { Kind: "AWS", Name: not "*" }).ToList();
        if (!call.World.Read(world => principals.TrueForAll(p => world.Knows(p.Name))))
            throw Malformed("Policy contains a statement with one or more invalid principals.");
        if (!call.Json.Flag("BypassPolicyLockoutSafetyCheck") && !KeyAccess.Weigh(call, key, policy, "kms:PutKeyPolicy", viaService: null).IsAllowed)
            throw Malformed("The new key policy will not allow you to update the key policy in the future.");
        return policy;
    }

    private static void CheckName(AwsCall call)
    {
        if (call.Json.Text("PolicyName") is { } name && name != Only) throw new AwsError("NotFoundException", "No such policy exists");
    }

    private static AwsError Malformed(string message) => new("MalformedPolicyDocumentException", message);
}
