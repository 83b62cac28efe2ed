using Aqueduct.Aws;
using Aqueduct.Aws.Iam;
using Aqueduct.Setup.Policies;

namespace Aqueduct.Setup.Resources;

/// <summary>What IAM's simulator says about every action of GitLab's page, whichever policies grant it.</summary>
internal static class PermissionSimulation
{
    public static async Task<AwsResult<IReadOnlyList<SimulatedAction>>> RunAsync(
        IamClient iam, string roleArn, AwsPartition partition, CancellationToken cancellationToken)
    {
        var all = new List<SimulatedAction>();
        foreach (var statement in QPermissions.Statements(partition.Id))
        {
            var simulated = await iam.SimulatePrincipalPolicyAsync(roleArn, statement.Actions, [statement.Resource], cancellationToken);
            if (!simulated.TryGet(out var actions, out var failure))
                return failure;
            all.AddRange(actions);
        }

        return all;
    }
}
