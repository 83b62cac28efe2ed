using System.Buffers.Text;
using System.Security.Cryptography;
using Aqueduct.Server.Identity;
using Aqueduct.Setup.Configuration;
using Microsoft.IdentityModel.Tokens;

namespace Aqueduct.Tests.Server.Identity;

public sealed class JwkTests
{
    [Fact]
    public void Thumbprint_is_that_of_the_example_in_RFC_7638()
    {
        using var key = RSA.Create(new RSAParameters
        {
            Modulus = Base64Url.DecodeFromChars(
                "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"),
            Exponent = [1, 0, 1],
        });

        Jwk.Thumbprint(key).ShouldBe("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    }

    [Fact]
    public void Another_library_reads_the_key_and_computes_the_same_thumbprint()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var kid = Jwk.Thumbprint(key);

        var read = new JsonWebKey(Jwk.Public(key, SigningAlgorithm.ES256, kid));

        Base64Url.EncodeToString(read.ComputeJwkThumbprint()).ShouldBe(kid);
        read.KeyId.ShouldBe(kid);
        read.HasPrivateKey.ShouldBeFalse();
    }
}
