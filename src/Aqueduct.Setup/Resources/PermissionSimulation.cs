using Aqueduct.Aws;
using Aqueduct.Aws.Iam;
using Aqueduct.Setup.Policies;

namespace Aqueduct.Setup.Resources;

/// <summary>What IAM's simulator says about every action of GitLab's page, whichever policies grant it.</summary>
internal static class PermissionSimulation
{
    public static async Task<AwsResult<IReadOnlyList<SimulatedAction>>> RunAsync(
        IamClient iam, string roleArn, Desired desired, CancellationToken cancellationToken)
    {
        var place = $":{desired.Region}:{roleArn.Split(':')[4]}:"; // where Amazon Q will ask, so that a policy narrowed to it counts
        var all = new List<SimulatedAction>();
        foreach (var statement in QPermissions.Statements(desired.Partition.Id))
        {
            var resource = statement.Resource.Replace(":*:*:", place, StringComparison.Ordinal);
            var simulated = await iam.SimulatePrincipalPolicyAsync(roleArn, statement.Actions, [resource], cancellationToken);
            if (!simulated.TryGet(out var actions, out var failure))
                return failure;
            all.AddRange(actions);
        }

        return all;
    }
}
