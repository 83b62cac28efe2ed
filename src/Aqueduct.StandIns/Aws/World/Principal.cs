namespace Aqueduct.StandIns.Aws.World;

/// <summary>Who calls.</summary>
/// <param name="Arn">As GetCallerIdentity shows it; empty for nobody.</param>
/// <param name="UserId">As GetCallerIdentity shows it.</param>
internal abstract record Principal(string Arn, string UserId)
{
    /// <summary>The account's root: may do everything.</summary>
    public sealed record Root() : Principal($"arn:aws:iam::{AwsWorld.AccountId}:root", AwsWorld.AccountId);

    public sealed record User(string Name, string Arn, string UserId) : Principal(Arn, UserId);

    /// <summary>Somebody with temporary credentials of a role.</summary>
    public sealed record Session(RoleSession Credentials)
        : Principal(
            $"arn:aws:sts::{AwsWorld.AccountId}:assumed-role/{Credentials.RoleName}/{Credentials.SessionName}",
            $"{Credentials.RoleId}:{Credentials.SessionName}");

    /// <summary>The caller of an unsigned operation.</summary>
    public sealed record Nobody() : Principal("", "");
}
