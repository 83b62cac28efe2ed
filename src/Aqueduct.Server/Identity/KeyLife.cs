using System.Text.Json.Serialization;

namespace Aqueduct.Server.Identity;

/// <summary>Where a signing key stands in its life.</summary>
public enum KeyState
{
    /// <summary>Published, does not sign yet: verifiers may still hold a key set without it.</summary>
    [JsonStringEnumMemberName("announced")]
    Announced,

    /// <summary>The one key that signs.</summary>
    [JsonStringEnumMemberName("signing")]
    Signing,

    /// <summary>Signs no more; published until the last token it signed has expired everywhere.</summary>
    [JsonStringEnumMemberName("verify-only")]
    VerifyOnly,
}

/// <summary>How long each part of a key's life takes. One set of numbers for the whole issuer, so that they fit together.</summary>
internal static class KeyLife
{
    /// <summary>How long others may cache the discovery document and the key set (<c>Cache-Control: max-age</c>).</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromHours(1);

    /// <summary>From <c>iat</c> to <c>exp</c>. A token is used once, at once, to assume a role.</summary>
    public static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(15);

    /// <summary>A key that has signed this long is replaced.</summary>
    public static readonly TimeSpan RotateAfter = TimeSpan.FromDays(90);

    /// <summary>How long a key stays published after it stopped signing.</summary>
    public static readonly TimeSpan VerifyOnly = MaxAge + TokenLifetime;
}
