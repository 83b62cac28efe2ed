using Aqueduct.StandIns.Aws.Access;
using Aqueduct.StandIns.Aws.Calls;
using Aqueduct.StandIns.Aws.Policies;
using Aqueduct.StandIns.Aws.World;

namespace Aqueduct.StandIns.Aws.Kms;

/// <summary>Who may use a key.</summary>
internal static class KeyAccess
{
    /// <returns>The key, once the caller may do with it what the call asks.</returns>
    /// <exception cref="AwsError">There is no such key, or the caller may not.</exception>
    public static KmsKey Require(AwsCall call, string keyId)
    {
        var key = call.World.Read(world => world.Kms.Find(call.Region, keyId));
        Require(call, key, $"kms:{call.Operation.Name}", viaService: null);
        return key;
    }

    /// <param name="action">Such as <c>kms:GenerateDataKey</c>.</param>
    /// <param name="viaService">The service that uses the key for the caller, such as <c>q.us-east-1.amazonaws.com</c>; null for the caller itself.</param>
    public static void Require(AwsCall call, KmsKey key, string action, string? viaService)
    {
        var verdict = Weigh(call, key, key.Policy, action, viaService);
        if (!verdict.IsAllowed)
            throw new AwsError("AccessDeniedException", $"User: {call.Caller.Arn} is not authorized to perform: {action} on resource: {key.Arn} {verdict.Reason(action)}");
    }

    /// <param name="policy">A key policy, which need not be the key's present one.</param>
    public static KeyVerdict Weigh(AwsCall call, KmsKey key, string policy, string action, string? viaService)
    {
        var context = GlobalContext.Of(call).Set("kms:CallerAccount", AwsWorld.AccountId).Set("kms:ViaService", viaService);
        foreach (var (name, value) in EncryptionContextOf(call)) context.Set($"kms:EncryptionContext:{name}", value);
        var request = new PolicyRequest(action, key.Arn, context);
        var document = PolicyDocument.Parse(policy, PolicyKind.Resource);
        return new KeyVerdict(
            ByKeyPolicy([call.Caller.Arn, .. context["aws:PrincipalArn"] ?? []]),
            ByKeyPolicy([new Principal.Root().Arn]),
            Authorizer.Decide(call.World, call.Caller, request));

        Decision ByKeyPolicy(IReadOnlyList<string> names) => PolicyEvaluator.Decide([document], request with { Principal = new RequestPrincipal("AWS", names) });
    }

    // A service that uses the key for the caller has other members in its input.
    private static IReadOnlyDictionary<string, string> EncryptionContextOf(AwsCall call) =>
        call.Service.SigningName == "kms" ? KmsInput.EncryptionContext(call.Json) : new Dictionary<string, string>();
}
