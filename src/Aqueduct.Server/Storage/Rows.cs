namespace Aqueduct.Server.Storage;

/// <summary>One remembered thing of set-up; the value is sealed.</summary>
public sealed class SetupStateRow
{
    public required string Key { get; set; }

    public required byte[] Sealed { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>A GitLab instance UID this Aqueduct answers for.</summary>
public sealed class InstanceRow
{
    public required string Uid { get; set; }

    /// <summary>The UID tokens are issued for; exactly one row has it.</summary>
    public bool Active { get; set; }

    public DateTimeOffset AddedAt { get; set; }
}

/// <summary>A signing key of the issuer and where it stands in its life.</summary>
public sealed class SigningKeyRow
{
    /// <summary>RFC 7638 thumbprint.</summary>
    public required string Kid { get; set; }

    /// <summary><c>ES256</c> or <c>RS256</c>.</summary>
    public required string Algorithm { get; set; }

    /// <summary>The public key as JWK (JSON text).</summary>
    public required string PublicJwk { get; set; }

    /// <summary>PKCS#8, sealed.</summary>
    public required byte[] SealedPrivateKey { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>First seen at the public issuer URL; null while only announced.</summary>
    public DateTimeOffset? SeenAt { get; set; }

    /// <summary>When it began to sign; null while announced.</summary>
    public DateTimeOffset? ActivatedAt { get; set; }

    /// <summary>When it stopped signing and became verify-only; null while it signs or is announced.</summary>
    public DateTimeOffset? RetiredAt { get; set; }

    /// <summary>Compare-and-swap guard of a rotation.</summary>
    public int Version { get; set; }
}

/// <summary>A key that seals values, wrapped by the master key.</summary>
public sealed class DataKeyRow
{
    /// <summary>Named by every value sealed with it.</summary>
    public required int Id { get; set; }

    public required byte[] Wrapped { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
