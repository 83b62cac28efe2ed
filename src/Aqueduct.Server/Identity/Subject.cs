using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Aqueduct.Server.Identity;

/// <summary>
/// The <c>sub</c> claim, <c>&lt;instance UID&gt;:&lt;url-safe user id&gt;</c>.
/// <para>
/// GitLab's global user ids are base64 and hold <c>/</c>, <c>+</c> and <c>=</c>. Letters, digits, <c>-</c>, <c>.</c> and <c>_</c>
/// stand for themselves; every other byte of the id's UTF-8 form becomes <c>~</c> and two upper-case hexadecimal digits, <c>~</c>
/// itself included. So two users never share a subject, and the id can be read back.
/// </para>
/// </summary>
internal static class Subject
{
    /// <summary>STS takes subjects of up to this many characters.</summary>
    public const int MaxLength = 255;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>False when <paramref name="user"/> is empty, too long, or not valid Unicode.</returns>
    public static bool TryCreate(string instanceUid, string user, [NotNullWhen(true)] out string? subject)
    {
        subject = null;
        if (user.Length is 0 or > MaxLength)
            return false;

        var text = new StringBuilder(instanceUid).Append(':');
        try
        {
            foreach (var octet in StrictUtf8.GetBytes(user))
            {
                if (char.IsAsciiLetterOrDigit((char)octet) || octet is (byte)'-' or (byte)'.' or (byte)'_')
                    text.Append((char)octet);
                else
                    text.Append('~').Append(octet.ToString("X2", null));
            }
        }
        catch (EncoderFallbackException)
        {
            return false; // a lone surrogate: replacing it would let two ids share a subject
        }

        subject = text.Length <= MaxLength ? text.ToString() : null;
        return subject is not null;
    }
}
