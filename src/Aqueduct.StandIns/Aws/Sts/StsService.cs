using Aqueduct.StandIns.Aws.Calls;

namespace Aqueduct.StandIns.Aws.Sts;

/// <summary>AWS STS, API 2011-06-15.</summary>
internal static class StsService
{
    /// <param name="http">How STS reaches an issuer.</param>
    public static AwsService Create(HttpClient http, TimeProvider clock) => new("sts", AwsProtocol.Query, "2011-06-15",
    [
        new("AssumeRoleWithWebIdentity", new AssumeRoleWithWebIdentity(new IssuerKeys(http, clock)).RunAsync) { Unsigned = true },
        new("GetCallerIdentity", GetCallerIdentity.Run),
    ]);
}
