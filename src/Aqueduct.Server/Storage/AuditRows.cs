namespace Aqueduct.Server.Storage;

/// <summary>One entry of the audit trail. Never changed after it was written; only whole prefixes are deleted.</summary>
public sealed class AuditEntryRow
{
    /// <summary>From 1, without gaps.</summary>
    public long Sequence { get; set; }

    public DateTimeOffset At { get; set; }

    public required string ActorId { get; set; }

    /// <summary>Name and source, sealed under the actor's key.</summary>
    public required byte[] SealedActor { get; set; }

    public string? OnBehalfOfId { get; set; }

    public byte[]? SealedOnBehalfOf { get; set; }

    public required string Action { get; set; }

    /// <summary>Null when it names a person: then it is in <see cref="SealedSubject"/>, as <see cref="Before"/> and <see cref="After"/> are.</summary>
    public string? Target { get; set; }

    public string? Before { get; set; }

    public string? After { get; set; }

    public string? SubjectId { get; set; }

    /// <summary>Target, before and after, sealed under the key of the person they name.</summary>
    public byte[]? SealedSubject { get; set; }

    public required string CorrelationId { get; set; }

    /// <summary>SHA-256 over the hash of the entry before and all the fields above, sealed ones as they are stored.</summary>
    public required byte[] Hash { get; set; }
}

/// <summary>A person the audit trail names, by a random ID; the name itself is only under the key.</summary>
public sealed class AuditPersonRow
{
    public required string Id { get; set; }

    /// <summary>HMAC-SHA-256 of the name, to find the person again; null once erased.</summary>
    public byte[]? NameHash { get; set; }

    /// <summary>What the person's fields are sealed under, itself sealed; null once erased.</summary>
    public byte[]? SealedKey { get; set; }

    public DateTimeOffset? ErasedAt { get; set; }
}

/// <summary>The chain's end and its keys. One row; every append changes it.</summary>
public sealed class AuditChainRow
{
    public int Id { get; set; }

    /// <summary>From where to where the chain reaches, so that nothing can be cut off either end. Null: no entry yet.</summary>
    public byte[]? SealedHead { get; set; }

    /// <summary>Of <see cref="AuditPersonRow.NameHash"/>.</summary>
    public byte[]? SealedNameKey { get; set; }

    /// <summary>PKCS#8 of the key that signs checkpoints.</summary>
    public byte[]? SealedSigningKey { get; set; }
}

/// <summary>A signed statement of the hash an entry has.</summary>
public sealed class AuditCheckpointRow
{
    public long Sequence { get; set; }

    public DateTimeOffset At { get; set; }

    public required byte[] Hash { get; set; }

    /// <summary>ECDSA over P-256 with SHA-256, IEEE P1363 form.</summary>
    public required byte[] Signature { get; set; }
}
