using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Aqueduct.Server.Storage;

namespace Aqueduct.Server.Audit;

/// <summary>
/// The hash of an entry and all before it. Sealed fields count as they are stored: with a random nonce the sealed text is a commitment
/// that tells nothing of the name in it, and stays as it is when the person's key is destroyed.
/// </summary>
internal static class ChainHash
{
    public const int Length = SHA256.HashSizeInBytes;

    private static ReadOnlySpan<byte> Version => "aqueduct audit 1"u8;

    /// <summary>The hash before the first entry.</summary>
    public static byte[] Genesis { get; } = new byte[Length];

    /// <summary>To the microsecond, which is what both engines keep.</summary>
    public static DateTimeOffset Instant(DateTimeOffset time) => new(time.UtcTicks - time.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    public static byte[] Of(ReadOnlySpan<byte> previous, AuditEntryRow row)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Version);
        hash.AppendData(previous);
        Add(hash, row.Sequence);
        Add(hash, row.At.UtcTicks);
        Add(hash, row.ActorId);
        Add(hash, row.SealedActor);
        Add(hash, row.OnBehalfOfId);
        Add(hash, row.SealedOnBehalfOf);
        Add(hash, row.Action);
        Add(hash, row.Target);
        Add(hash, row.Before);
        Add(hash, row.After);
        Add(hash, row.SubjectId);
        Add(hash, row.SealedSubject);
        Add(hash, row.CorrelationId);
        return hash.GetHashAndReset();
    }

    private static void Add(IncrementalHash hash, long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        hash.AppendData(bytes);
    }

    private static void Add(IncrementalHash hash, string? text) => Add(hash, text is null ? null : Encoding.UTF8.GetBytes(text));

    /// <summary>Preceded by its length, so that no two rows look alike; nothing is not the same as empty.</summary>
    private static void Add(IncrementalHash hash, byte[]? value)
    {
        Add(hash, value is null ? -1L : value.Length);
        if (value is not null)
            hash.AppendData(value);
    }
}
