using System.Security.Cryptography;

namespace Aqueduct.StandIns.Aws.Iam;

/// <summary>IDs and secrets of AWS's form.</summary>
internal static class IamIds
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const string Secret = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /// <param name="prefix">Four letters that say what it is: <c>AROA</c> a role, <c>AIDA</c> a user, <c>AKIA</c> a key, <c>ASIA</c> a temporary one.</param>
    public static string New(string prefix) => prefix + RandomNumberGenerator.GetString(Base32, prefix is "AKIA" or "ASIA" ? 16 : 17);

    /// <summary>A secret access key of 40 characters.</summary>
    public static string NewSecret() => RandomNumberGenerator.GetString(Secret, 40);
}
