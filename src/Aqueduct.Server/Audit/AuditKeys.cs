using System.Security.Cryptography;
using Aqueduct.Server.Storage;
using Aqueduct.Server.Storage.Secrets;

namespace Aqueduct.Server.Audit;

/// <summary>
/// The two keys of the chain, made with the first entry: one finds people by name, one signs checkpoints. The latter is not the issuer's:
/// that one is replaced and deleted within months, and what AWS trusts should sign nothing else.
/// </summary>
internal static class AuditKeys
{
    private const string Table = "audit_chain";
    private const string NameKey = "sealed_name_key";
    private const string SigningKey = "sealed_signing_key";
    private const string Row = "1";

    public static void EnsureCreated(AuditChainRow row, ISealer sealer)
    {
        if (row is not { SealedHead: null, SealedNameKey: null, SealedSigningKey: null })
            return;
        row.SealedNameKey = SealAndWipe(sealer, NameKey, RandomNumberGenerator.GetBytes(AesGcmBox.KeyLength));
        using var signing = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        row.SealedSigningKey = SealAndWipe(sealer, SigningKey, signing.ExportPkcs8PrivateKey());
    }

    public static byte[] OpenNameKey(AuditChainRow row, ISealer sealer) => sealer.Open(Table, NameKey, Row, row.SealedNameKey);

    /// <summary>Checkpoints are verified with it too: a public key beside it could be exchanged, a sealed one cannot.</summary>
    public static ECDsa OpenSigningKey(AuditChainRow row, ISealer sealer)
    {
        var pkcs8 = sealer.Open(Table, SigningKey, Row, row.SealedSigningKey);
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(pkcs8, out _);
        CryptographicOperations.ZeroMemory(pkcs8);
        return key;
    }

    private static byte[] SealAndWipe(ISealer sealer, string column, byte[] key)
    {
        var value = sealer.Seal(Table, column, Row, key);
        CryptographicOperations.ZeroMemory(key);
        return value;
    }
}
