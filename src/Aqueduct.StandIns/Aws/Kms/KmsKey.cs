using Aqueduct.StandIns.Aws.World;

namespace Aqueduct.StandIns.Aws.Kms;

/// <summary>A symmetric customer managed key.</summary>
internal sealed class KmsKey
{
    public required string Id { get; init; }

    public required string Region { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required byte[] Material { get; init; }

    public string Description { get; init; } = "";

    /// <summary>The key policy, as it was put.</summary>
    public required string Policy { get; set; }

    public bool Enabled { get; set; } = true;

    /// <summary>When it will be gone; null unless its deletion was scheduled.</summary>
    public DateTimeOffset? Deletion { get; set; }

    public string Arn => $"arn:aws:kms:{Region}:{AwsWorld.AccountId}:key/{Id}";

    public string State => Deletion is not null ? "PendingDeletion" : Enabled ? "Enabled" : "Disabled";

    /// <exception cref="AwsError">It is disabled or about to be deleted.</exception>
    public void CheckUsable()
    {
        CheckNotPendingDeletion();
        if (!Enabled) throw new AwsError("DisabledException", $"{Arn} is disabled.");
    }

    public void CheckNotPendingDeletion()
    {
        if (Deletion is not null) throw new AwsError("KMSInvalidStateException", $"{Arn} is pending deletion.");
    }

    public override string ToString() => Arn;
}
