using System.Diagnostics.CodeAnalysis;

namespace Aqueduct.StandIns.Aws.Signing;

/// <summary>The parts of <c>Authorization: AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…</c>.</summary>
internal sealed record AuthorizationHeader(string AccessKeyId, CredentialScope Scope, IReadOnlyList<string> SignedHeaders, string Signature)
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    private static readonly string[] Required = ["Credential", "Signature", "SignedHeaders"];

    /// <param name="refusal">AWS's text, naming each missing part.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out AuthorizationHeader? header, [NotNullWhen(false)] out string? refusal)
    {
        header = null;
        var parts = text[Algorithm.Length..].Split(',', StringSplitOptions.TrimEntries)
            .Select(p => p.Split('=', 2)).Where(p => p.Length == 2).ToLookup(p => p[0], p => p[1]);
        refusal = string.Join(' ', Required
            .Where(name => string.IsNullOrEmpty(parts[name].FirstOrDefault()))
            .Select(name => $"Authorization header requires '{name}' parameter."));
        if (refusal.Length > 0) return false;

        var (credentialText, signedHeaders) = (parts["Credential"].First(), parts["SignedHeaders"].First());
        var credential = credentialText.Split('/');
        if (credential.Length < 5)
        {
            refusal = $"Credential must have at least 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '{credentialText}'";
            return false;
        }
        refusal = null;
        var scope = new CredentialScope(credential[^4], credential[^3], credential[^2], credential[^1]);
        header = new AuthorizationHeader(string.Join('/', credential[..^4]), scope, signedHeaders.Split(';'), parts["Signature"].First());
        return true;
    }
}

/// <summary>What a signature is good for.</summary>
internal sealed record CredentialScope(string Date, string Region, string Service, string Terminator)
{
    public override string ToString() => $"{Date}/{Region}/{Service}/{Terminator}";
}
