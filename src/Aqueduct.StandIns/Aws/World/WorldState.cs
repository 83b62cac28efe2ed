using Aqueduct.StandIns.Aws.AmazonQ;
using Aqueduct.StandIns.Aws.Iam;
using Aqueduct.StandIns.Aws.Kms;
using Aqueduct.StandIns.Aws.Profiles;

namespace Aqueduct.StandIns.Aws.World;

/// <summary>Everything the stand-in remembers; written as one JSON document. Each service has its own part.</summary>
internal sealed class WorldState
{
    /// <summary>Authenticated calls so far.</summary>
    public long Calls { get; set; }

    public IamState Iam { get; init; } = new();

    public KmsState Kms { get; init; } = new();

    public AmazonQState AmazonQ { get; init; } = new();

    public ProfilesState Profiles { get; init; } = new();

    /// <summary>By access key ID.</summary>
    public Dictionary<string, RoleSession> Sessions { get; init; } = [];
}
