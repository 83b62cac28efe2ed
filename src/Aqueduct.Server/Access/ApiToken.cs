using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Aqueduct.Server.Access;

/// <summary><c>aqd_&lt;id&gt;_&lt;secret&gt;</c>: 16 hexadecimal digits that name it, and 256 random bits in base64url.</summary>
internal sealed record ApiToken(string Id, string Secret)
{
    private const string Prefix = "aqd_";
    private const int IdLength = 16;
    private const int SecretBytes = 32;
    private const int SecretLength = 43;

    public string Text => $"{Prefix}{Id}_{Secret}";

    /// <summary>No salt and no slow hash: there is nothing to guess in 256 random bits.</summary>
    public byte[] Hash => SHA256.HashData(Encoding.ASCII.GetBytes(Secret));

    public static ApiToken Create() =>
        new(RandomNumberGenerator.GetHexString(IdLength, lowercase: true), Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes)));

    /// <param name="header">The value of <c>Authorization</c>.</param>
    public static bool TryRead(string? header, [NotNullWhen(true)] out ApiToken? token)
    {
        const string scheme = "Bearer ";
        token = null;
        if (header is null || header.Length != scheme.Length + Prefix.Length + IdLength + 1 + SecretLength || !header.StartsWith(scheme + Prefix, StringComparison.OrdinalIgnoreCase))
            return false;
        var rest = header.AsSpan(scheme.Length + Prefix.Length);
        if (rest[IdLength] is not '_' || !Ascii.IsValid(rest))
            return false;
        token = new ApiToken(rest[..IdLength].ToString(), rest[(IdLength + 1)..].ToString());
        return true;
    }

    /// <summary>A token is a secret.</summary>
    public override string ToString() => "***";
}
