using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Aqueduct.Server.Identity.CloudConnector;

/// <summary>SHA-256 of a token: what is remembered of it, so that no token lies in memory.</summary>
internal readonly record struct TokenDigest(UInt128 High, UInt128 Low)
{
    public static TokenDigest Of(string token)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(token.Length));
        var bytes = rented.AsSpan(0, Encoding.UTF8.GetBytes(token, rented));
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        CryptographicOperations.ZeroMemory(bytes);
        ArrayPool<byte>.Shared.Return(rented);
        return new TokenDigest(MemoryMarshal.Read<UInt128>(hash), MemoryMarshal.Read<UInt128>(hash[16..]));
    }
}

/// <summary>Tokens whose signature and claims were right, so that a warm request does no RSA. Good only while the issuer has the same keys.</summary>
internal sealed class VerifiedTokens
{
    /// <summary>An instance has one token at a time, or a new one per request when it signs them itself.</summary>
    private const int Capacity = 2048;

    private readonly RecentlyUsed<TokenDigest, Verified> tokens = new(Capacity);

    public bool TryGet(TokenDigest digest, [NotNullWhen(true)] out CloudConnectorToken? token)
    {
        token = tokens.TryGet(digest, out var verified) && verified.Issuer.Keys == verified.Keys ? verified.Token : null;
        return token is not null;
    }

    /// <param name="keys">Those the token was verified with.</param>
    public void Remember(TokenDigest digest, CloudConnectorToken token, TrustedIssuer issuer, TrustedKeys keys) =>
        tokens.Set(digest, new Verified(token, issuer, keys));

    private sealed record Verified(CloudConnectorToken Token, TrustedIssuer Issuer, TrustedKeys Keys);
}
