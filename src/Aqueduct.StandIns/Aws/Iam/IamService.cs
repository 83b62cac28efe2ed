using Aqueduct.StandIns.Aws.Calls;

namespace Aqueduct.StandIns.Aws.Iam;

/// <summary>AWS IAM, API 2010-05-08.</summary>
internal static class IamService
{
    public static AwsService Create() => new("iam", AwsProtocol.Query, "2010-05-08",
    [
    ]);
}
