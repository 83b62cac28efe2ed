using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Aqueduct.Server.Identity.RoleSessions;

/// <summary>What role sessions are called in CloudTrail.</summary>
public enum RoleSessionNaming
{
    /// <summary>After the user, so that CloudTrail tells who it was.</summary>
    User,

    /// <summary>After the GitLab instance, as GitLab's own gateway does; all users look the same.</summary>
    Instance,
}

/// <summary><c>RoleSessionName</c> of AWS STS: 2 to 64 of <c>[\w+=,.@-]</c>.</summary>
internal static class RoleSessionName
{
    private const int MinLength = 2;
    private const int MaxLength = 64;

    /// <summary>All legal ones but the underscore, which stands for the slash.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+=,.@-/");

    /// <summary>
    /// GitLab's ids are base64: only <c>/</c> is illegal, and becomes <c>_</c>. Any other id is named by its SHA-256.
    /// </summary>
    public static string OfUser(string userId) =>
        userId.Length is >= MinLength and <= MaxLength && !userId.AsSpan().ContainsAnyExcept(Plain)
            ? userId.Replace('/', '_')
            : "sha256-" + Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(userId)));
}
