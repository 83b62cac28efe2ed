using System.Text.Json;
using static Aqueduct.Server.Identity.Inspection.ClaimReading;

namespace Aqueduct.Server.Identity.Inspection;

/// <summary>Issuer, audience and subject of a token that is meant for AWS STS.</summary>
internal static class StsTokenCheck
{
    public static IEnumerable<TokenFinding> Run(JsonElement claims, Issuer? ours)
    {
        var iss = claims.Text("iss") ?? "";
        var uid = iss[(iss.LastIndexOf('/') + 1)..];
        yield return IssuerFinding(iss, ours);

        var expected = Issuer.AudienceOf(ours?.InstanceUid ?? uid);
        var audiences = claims.Texts("aud");
        yield return audiences.Contains(expected)
            ? new("audience", FindingStatus.Pass, $"The audience is {Quote(expected)}.")
            : new("audience", FindingStatus.Fail, $"The audience is {Quote(audiences.Count is 0 ? null : string.Join(", ", audiences))}; the identity provider in IAM has {Quote(expected)}.");

        var subject = claims.Text("sub");
        var prefix = (ours?.InstanceUid ?? uid) + ":";
        yield return subject?.StartsWith(prefix, StringComparison.Ordinal) is true && subject.Length > prefix.Length
            ? new("subject", FindingStatus.Pass, $"The subject is {Quote(subject)}.")
            : new("subject", FindingStatus.Fail, $"The subject is {Quote(subject)}; the role's trust policy takes {Quote(prefix + "<user>")}.");
    }

    private static TokenFinding IssuerFinding(string iss, Issuer? ours)
    {
        if (ours is null)
            return new("issuer", FindingStatus.Note, $"The issuer {Quote(iss)} was not compared: no issuer is configured here.");
        if (iss == ours.Url)
            return new("issuer", FindingStatus.Pass, $"The issuer is this Aqueduct's, {Quote(iss)}.");

        var difference =
            iss.TrimEnd('/') == ours.Url ? "it ends with a slash"
            : string.Equals(iss, ours.Url, StringComparison.OrdinalIgnoreCase) ? "upper and lower case differ"
            : iss.EndsWith(Issuer.PathPrefix + ours.InstanceUid, StringComparison.Ordinal) ? "the address differs"
            : iss.StartsWith(ours.Url[..^ours.InstanceUid.Length], StringComparison.Ordinal) ? "the instance UID differs"
            : "address and instance UID differ";
        return new("issuer", FindingStatus.Fail, $"The issuer is {Quote(iss)}, this Aqueduct is {Quote(ours.Url)}: {difference}, and AWS compares every character.");
    }
}
