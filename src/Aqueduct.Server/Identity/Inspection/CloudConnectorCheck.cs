using System.Text.Json;
using static Aqueduct.Server.Identity.Inspection.ClaimReading;

namespace Aqueduct.Server.Identity.Inspection;

/// <summary>A Cloud Connector token, as GitLab sends it to its AI gateway (wire facts: RS256, audience, realm, scope, instance UID).</summary>
internal static class CloudConnectorCheck
{
    private const string Audience = "gitlab-ai-gateway";
    private const string Scope = "amazon_q_integration";

    public static IEnumerable<TokenFinding> Run(CompactToken token, InspectionContext context)
    {
        var claims = token.Claims;
        if (token.Header.Text("alg") is var algorithm and not "RS256")
            yield return new("algorithm", FindingStatus.Fail, $"Cloud Connector tokens are signed with RS256, this one with {Quote(algorithm)}.");

        var audiences = claims.Texts("aud");
        yield return audiences.Contains(Audience)
            ? new("audience", FindingStatus.Pass, $"The audience is '{Audience}'.")
            : new("audience", FindingStatus.Fail, $"The audience is {Quote(audiences.Count is 0 ? null : string.Join(", ", audiences))}; an AI gateway takes '{Audience}'.");

        var realm = claims.Text("gitlab_realm");
        yield return realm is "self-managed" or "saas"
            ? new("realm", FindingStatus.Pass, $"The realm is '{realm}'.")
            : new("realm", FindingStatus.Fail, $"The realm (gitlab_realm) is {Quote(realm)}, neither 'self-managed' nor 'saas'.");

        yield return claims.Texts("scopes").Contains(Scope)
            ? new("scope", FindingStatus.Pass, $"The scopes include '{Scope}'.")
            : new("scope", FindingStatus.Fail, $"The scopes lack '{Scope}': the licence does not include GitLab Duo with Amazon Q, or GitLab has not synchronised it yet.");

        foreach (var finding in Instance(claims, context))
            yield return finding;
    }

    /// <summary>Any customer's token is valid for the same issuer, so whose it is decides.</summary>
    private static IEnumerable<TokenFinding> Instance(JsonElement claims, InspectionContext context)
    {
        var named = new List<(string Where, string? Uid)>
        {
            ("the header X-Gitlab-Instance-Id", context.InstanceHeader),
            ("sub", claims.Text("sub")),
            ("gitlab_instance_uid", claims.Text("gitlab_instance_uid")),
            ("gitlab_instance_uuid", claims.Text("gitlab_instance_uuid")), // GitLab's documentation spells it so in one place
            ("gitlab_instance_id", claims.Text("gitlab_instance_id")),
        }.Where(n => !string.IsNullOrEmpty(n.Uid)).ToList();
        if (named.Count is 0)
        {
            yield return new("instance-uid", FindingStatus.Fail, "It names no GitLab instance (sub, gitlab_instance_uid).");
            yield break;
        }

        var (reference, expected) = context.Issuer is { } ours ? ("this Aqueduct", ours.InstanceUid) : (named[0].Where, named[0].Uid!);
        var different = named.Where(n => n.Uid != expected).ToList();
        foreach (var (where, uid) in different)
            yield return new("instance-uid", FindingStatus.Fail, $"The instance UID in {where} is {Quote(uid)}, but {reference} has {Quote(expected)}.");
        if (different.Count is 0)
            yield return new("instance-uid", FindingStatus.Pass, $"The instance UID is {Quote(expected)} in {string.Join(", ", named.Select(n => n.Where))}.");
    }
}
