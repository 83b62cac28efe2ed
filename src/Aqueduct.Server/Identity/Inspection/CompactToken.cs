using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Aqueduct.Server.Identity.Inspection;

/// <summary>A JWT in compact form (RFC 7519), taken apart with suspicion: it may come from anybody.</summary>
internal sealed class CompactToken
{
    /// <summary>STS takes tokens of up to this many characters.</summary>
    private const int MaxLength = 20_000;

    /// <summary>RFC 7515: no padding and no white space, which the decoder would let pass.</summary>
    private static readonly SearchValues<char> Alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    private CompactToken(JsonElement header, JsonElement claims, byte[] signedPart, byte[] signature) =>
        (Header, Claims, SignedPart, Signature) = (header, claims, signedPart, signature);

    public JsonElement Header { get; }

    public JsonElement Claims { get; }

    public byte[] SignedPart { get; }

    public byte[] Signature { get; }

    /// <param name="fault">One sentence that quotes nothing of the token.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out CompactToken? token, [NotNullWhen(false)] out string? fault)
    {
        token = null;
        if (text.Length > MaxLength)
            return Refuse($"The token has {text.Length} characters; AWS STS takes {MaxLength}.", out fault);

        var partCount = text.AsSpan().Count('.') + 1; // counted first: a text of dots alone would become an array of thousands
        if (partCount != 3)
        {
            return Refuse(
                partCount is 5
                    ? "The token is encrypted (JWE, five parts); nobody but its addressee can read it."
                    : $"A token has three parts joined by dots; this text has {partCount}. Was it cut off while copying?",
                out fault);
        }

        var parts = text.Split('.');
        if (!TryDecode(parts[2], out var signature))
            return Refuse("The signature is not base64url. Was it cut off while copying?", out fault);
        if (!TryReadObject(parts[0], "header", out var header, out fault) || !TryReadObject(parts[1], "payload", out var claims, out fault))
            return false;

        token = new CompactToken(header, claims, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), signature);
        return true;
    }

    private static bool TryReadObject(string part, string name, out JsonElement value, [NotNullWhen(false)] out string? fault)
    {
        value = default;
        if (!TryDecode(part, out var bytes))
            return Refuse($"The {name} is not base64url. Was it cut off while copying?", out fault);

        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            if (document.RootElement.ValueKind is not JsonValueKind.Object)
                return Refuse($"The {name} is not a JSON object.", out fault);
            if (!document.RootElement.IsReadable())
                return Refuse($"The {name} holds text that is not Unicode.", out fault);
            value = document.RootElement.Clone();
            fault = null;
            return true;
        }
        catch (JsonException)
        {
            return Refuse(
                IsJson(bytes)
                    ? $"The {name} names the same member twice: verifiers disagree which one counts, so none may believe it."
                    : $"The {name} is not JSON, or nested too deeply.",
                out fault);
        }
    }

    private static bool IsJson(byte[] bytes)
    {
        try
        {
            using var _ = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = Strict.MaxDepth });
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool TryDecode(string part, out byte[] bytes)
    {
        bytes = [];
        if (part.AsSpan().ContainsAnyExcept(Alphabet) || !Base64Url.IsValid(part))
            return false;
        bytes = Base64Url.DecodeFromChars(part);
        return true;
    }

    private static bool Refuse(string sentence, out string fault)
    {
        fault = sentence;
        return false;
    }
}
