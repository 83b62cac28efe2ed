using System.Security.Cryptography;
using Aqueduct.Server.Storage;
using Aqueduct.Setup.Configuration;
using Microsoft.IdentityModel.Tokens;

namespace Aqueduct.Server.Identity;

/// <summary>Makes private keys and brings them back from their sealed rows. Nothing else sees one.</summary>
internal static class SigningKey
{
    private const int RsaBits = 2048;

    /// <returns>A row that is only announced.</returns>
    public static SigningKeyRow Generate(SigningAlgorithm algorithm, ISealer sealer, DateTimeOffset now)
    {
        using AsymmetricAlgorithm key = algorithm is SigningAlgorithm.ES256 ? ECDsa.Create(ECCurve.NamedCurves.nistP256) : RSA.Create(RsaBits);
        var kid = Jwk.Thumbprint(key);
        var pkcs8 = key.ExportPkcs8PrivateKey();
        try
        {
            return new SigningKeyRow
            {
                Kid = kid,
                Algorithm = algorithm.ToString(),
                PublicJwk = Jwk.Public(key, algorithm, kid),
                SealedPrivateKey = sealer.Seal("signing_keys", "sealed_private_key", kid, pkcs8),
                CreatedAt = now,
            };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }
    }

    public static SigningCredentials Open(SigningKeyRow row, ISealer sealer)
    {
        var pkcs8 = sealer.Open("signing_keys", "sealed_private_key", row.Kid, row.SealedPrivateKey);
        try
        {
            if (Enum.Parse<SigningAlgorithm>(row.Algorithm) is SigningAlgorithm.ES256)
            {
                var ec = ECDsa.Create();
                ec.ImportPkcs8PrivateKey(pkcs8, out _);
                return new SigningCredentials(new ECDsaSecurityKey(ec) { KeyId = row.Kid }, SecurityAlgorithms.EcdsaSha256);
            }

            var rsa = RSA.Create();
            rsa.ImportPkcs8PrivateKey(pkcs8, out _);
            return new SigningCredentials(new RsaSecurityKey(rsa) { KeyId = row.Kid }, SecurityAlgorithms.RsaSha256);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }
    }
}
