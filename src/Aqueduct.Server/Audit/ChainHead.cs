using System.Buffers.Binary;
using Aqueduct.Server.Storage;

namespace Aqueduct.Server.Audit;

/// <summary>From where to where the chain reaches. Sealed: who has no master key can neither make nor change one.</summary>
/// <param name="Start">The entry before the first one kept; 0 while nothing was deleted.</param>
/// <param name="Sequence">The last entry; 0 before the first.</param>
/// <param name="Hash">Of the last entry.</param>
/// <param name="CheckpointSequence">The last entry a checkpoint is signed for; 0: none.</param>
/// <param name="CheckpointAt">When that was signed.</param>
internal sealed record ChainHead(long Start, long Sequence, byte[] Hash, long CheckpointSequence, DateTimeOffset CheckpointAt)
{
    /// <summary>A checkpoint is signed for every so many entries, and for a day's.</summary>
    public const int CheckpointEvery = 100;

    private const string Table = "audit_chain";
    private const string Column = "sealed_head";
    private const string Row = "1";
    private const int NumbersLength = 4 * sizeof(long);

    public static ChainHead Empty { get; } = new(0, 0, ChainHash.Genesis, 0, DateTimeOffset.MinValue);

    public bool CheckpointDue(DateTimeOffset now) =>
        Sequence > CheckpointSequence && (Sequence - CheckpointSequence >= CheckpointEvery || now - CheckpointAt >= TimeSpan.FromDays(1));

    public byte[] Seal(ISealer sealer)
    {
        var bytes = new byte[NumbersLength + ChainHash.Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Start);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(8), Sequence);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(16), CheckpointSequence);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(24), CheckpointAt.UtcTicks);
        Hash.CopyTo(bytes, NumbersLength);
        return sealer.Seal(Table, Column, Row, bytes);
    }

    /// <exception cref="StorageException">It was altered.</exception>
    public static ChainHead Open(AuditChainRow row, ISealer sealer)
    {
        if (row.SealedHead is null)
            return Empty;
        var bytes = sealer.Open(Table, Column, Row, row.SealedHead);
        return new ChainHead(
            BinaryPrimitives.ReadInt64BigEndian(bytes),
            BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(8)),
            bytes[NumbersLength..],
            BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(16)),
            new DateTimeOffset(BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(24)), TimeSpan.Zero));
    }
}
