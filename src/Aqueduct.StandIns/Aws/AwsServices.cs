using Aqueduct.StandIns.Aws.AmazonQ;
using Aqueduct.StandIns.Aws.Calls;
using Aqueduct.StandIns.Aws.Iam;
using Aqueduct.StandIns.Aws.Kms;
using Aqueduct.StandIns.Aws.Profiles;
using Aqueduct.StandIns.Aws.Sts;
using Aqueduct.StandIns.Aws.World;

namespace Aqueduct.StandIns.Aws;

/// <summary>All services on the stand-in's port.</summary>
internal static class AwsServices
{
    /// <param name="outgoing">For STS and Amazon Q, which call out.</param>
    public static IReadOnlyList<AwsService> All(AwsWorld world, HttpClient outgoing) =>
    [
        IamService.Create(),
        StsService.Create(outgoing, world.Clock),
        KmsService.Create(),
        AmazonQService.Create(outgoing, world.Clock),
        ProfilesService.Create(),
    ];
}
