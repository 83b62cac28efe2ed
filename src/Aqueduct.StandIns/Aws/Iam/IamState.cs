namespace Aqueduct.StandIns.Aws.Iam;

/// <summary>IAM's part of the world.</summary>
internal sealed class IamState
{
}
