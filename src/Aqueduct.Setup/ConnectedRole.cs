using Aqueduct.Setup.Configuration;
using Aqueduct.Setup.State;

namespace Aqueduct.Setup;

/// <summary>The role of this instance: the one set-up made or took over, else the one the configuration names (set up from an export).</summary>
/// <param name="configured">ARN by <c>aws.account_id</c> and <c>role.name</c>; null without an account.</param>
public sealed class ConnectedRole(ISetupState state, string? configured)
{
    private readonly SetupRecords records = new(state);

    /// <summary>The ARN by configuration alone; null without <c>aws.account_id</c>.</summary>
    public static string? Configured(AwsOptions aws, RoleOptions role) =>
        aws.AccountId is { } account ? $"arn:{aws.ToTarget().Partition.Id}:iam::{account}:role/{role.Name}" : null;

    /// <returns>Null when nothing is set up and no account is configured.</returns>
    public async Task<string?> GetArnAsync(CancellationToken cancellationToken) =>
        await records.GetAsync(SetupRecords.Role, cancellationToken) is { Origin: not Origin.Intent } record ? record.Identifier : configured;
}
