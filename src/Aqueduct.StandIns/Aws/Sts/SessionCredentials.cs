using System.Security.Cryptography;
using Aqueduct.StandIns.Aws.Iam;
using Aqueduct.StandIns.Aws.World;

namespace Aqueduct.StandIns.Aws.Sts;

/// <summary>Makes temporary credentials of AWS's form.</summary>
internal static class SessionCredentials
{
    public static RoleSession New(IamRole role, WebIdentityRequest request, SessionPolicies policies, WebIdentity identity, DateTimeOffset now) => new()
    {
        AccessKeyId = "ASIA" + RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16),
        SecretAccessKey = IamIds.NewSecret(),
        SessionToken = Convert.ToBase64String(RandomNumberGenerator.GetBytes(256)),
        RoleName = role.Name,
        RoleId = role.Id,
        SessionName = request.SessionName,
        Expiration = now + request.Duration,
        Context = identity.Context(),
        SessionPolicies = [.. policies.Documents],
    };
}
