using System.Buffers.Binary;
using System.Security.Cryptography;
using Aqueduct.Server.Storage;

namespace Aqueduct.Server.Audit;

/// <summary>Signed statements of the chain's hash: what anybody can check who has the public key, and what remains of a deleted prefix.</summary>
internal static class Checkpoints
{
    private static ReadOnlySpan<byte> Version => "aqueduct audit checkpoint 1"u8;

    /// <summary>For the entry the head stands at.</summary>
    public static ChainHead Sign(AqueductDb db, AuditChainRow row, ISealer sealer, ChainHead head, DateTimeOffset now)
    {
        using var key = AuditKeys.OpenSigningKey(row, sealer);
        db.AuditCheckpoints.Add(Sign(key, head.Sequence, head.Hash, now));
        return head with { CheckpointSequence = head.Sequence, CheckpointAt = now };
    }

    public static AuditCheckpointRow Sign(ECDsa key, long sequence, byte[] hash, DateTimeOffset now) => new()
    {
        Sequence = sequence,
        At = now,
        Hash = hash,
        Signature = key.SignData(Text(sequence, now, hash), HashAlgorithmName.SHA256),
    };

    public static bool IsSigned(ECDsa key, AuditCheckpointRow checkpoint) =>
        key.VerifyData(Text(checkpoint.Sequence, checkpoint.At, checkpoint.Hash), checkpoint.Signature, HashAlgorithmName.SHA256);

    /// <summary>Version, sequence, UTC ticks and hash; all of fixed length.</summary>
    private static byte[] Text(long sequence, DateTimeOffset at, ReadOnlySpan<byte> hash)
    {
        Span<byte> numbers = stackalloc byte[2 * sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(numbers, sequence);
        BinaryPrimitives.WriteInt64BigEndian(numbers[sizeof(long)..], at.UtcTicks);
        return [.. Version, .. numbers, .. hash];
    }
}
