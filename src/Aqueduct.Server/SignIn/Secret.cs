using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Aqueduct.Server.SignIn;

/// <summary>Random text nobody guesses, and its comparison.</summary>
internal static class Secret
{
    /// <summary>256 bits, of which PKCE (RFC 7636, 4.1) takes the 43 characters as they are.</summary>
    public static string Draw() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static bool AreEqual(string expected, string? given) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given));
}
