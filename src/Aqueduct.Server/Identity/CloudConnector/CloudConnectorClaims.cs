using System.Collections.Frozen;
using System.Text.Json;
using Aqueduct.Server.Identity.Inspection;

namespace Aqueduct.Server.Identity.CloudConnector;

/// <summary>Judges the claims of a token whose signature is right. A claim of the wrong type refuses it: guessing is how verifiers disagree.</summary>
internal static class CloudConnectorClaims
{
    private const string Audience = "gitlab-ai-gateway";

    /// <summary>The last second of the year 9999, the last a <see cref="DateTimeOffset"/> can hold.</summary>
    private const long LastSecond = 253_402_300_799;

    public static CloudConnectorVerdict Judge(JsonElement claims, string issuer, DateTimeOffset now)
    {
        if (!TryReadTime(claims, "exp", out var expires) || expires is null
            || !TryReadTime(claims, "nbf", out var notBefore)
            || !TryReadTime(claims, "iat", out var issued)
            || !TryReadText(claims, "sub", out var subject) || subject.Length is 0
            || !TryReadText(claims, "gitlab_instance_uid", out var uid)
            || !TryReadText(claims, "gitlab_instance_id", out var instanceId)
            || !TryReadText(claims, "gitlab_realm", out var realm)
            || !TryReadTexts(claims, "scopes", out var scopes))
            return CloudConnectorVerdict.Refused(CloudConnectorRefusal.Claims);

        var token = new CloudConnectorToken(
            issuer, subject, uid.Length is 0 ? subject : uid, instanceId, realm, scopes.ToFrozenSet(StringComparer.Ordinal), expires.Value);
        var latest = now + CloudConnectorToken.Skew;
        return token.HasExpired(now) ? CloudConnectorVerdict.Refused(CloudConnectorRefusal.Expired)
            : notBefore > latest || issued > latest ? CloudConnectorVerdict.Refused(CloudConnectorRefusal.NotYetValid)
            : !claims.Texts("aud").Contains(Audience) ? CloudConnectorVerdict.Refused(CloudConnectorRefusal.Audience)
            : realm is not ("" or "self-managed" or "saas") ? CloudConnectorVerdict.Refused(CloudConnectorRefusal.Realm)
            : CloudConnectorVerdict.Believed(token);
    }

    private static bool TryReadTime(JsonElement claims, string name, out DateTimeOffset? time)
    {
        time = null;
        if (!claims.TryGetProperty(name, out var value))
            return true;
        if (value.ValueKind is not JsonValueKind.Number || !value.TryGetInt64(out var seconds) || seconds is < 0 or > LastSecond)
            return false;
        time = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return true;
    }

    private static bool TryReadText(JsonElement claims, string name, out string text)
    {
        var isText = !claims.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.String or JsonValueKind.Null;
        text = claims.Text(name) ?? "";
        return isText;
    }

    private static bool TryReadTexts(JsonElement claims, string name, out IReadOnlyList<string> texts)
    {
        texts = claims.Texts(name);
        return !claims.TryGetProperty(name, out var value)
            || value.ValueKind is JsonValueKind.Null
            || (value.ValueKind is JsonValueKind.Array && texts.Count == value.GetArrayLength());
    }
}
