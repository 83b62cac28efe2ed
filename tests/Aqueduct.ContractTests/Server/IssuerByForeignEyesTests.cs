using System.Net.Http.Json;
using System.Text.Json;
using Aqueduct.ContractTests.Storage;
using Aqueduct.Setup.Configuration;
using CliWrap;
using CliWrap.Buffered;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Aqueduct.ContractTests.Server;

/// <summary>Discovery, key set and token checked by code that shares nothing with the issuer.</summary>
public sealed class IssuerByForeignEyesTests : IDisposable
{
    /// <summary>Debian's interpreter and its python3-cryptography; arguments: base address, issuer path; the token on stdin.</summary>
    private const string Script = """
        import base64, json, sys, urllib.request
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils

        def b64(text): return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        def number(text): return int.from_bytes(b64(text), "big")

        base, path = sys.argv[1:3]
        discovery = json.load(urllib.request.urlopen(base + path + "/.well-known/openid-configuration"))
        for member in ("response_types_supported", "subject_types_supported", "id_token_signing_alg_values_supported", "claims_supported"):
            assert discovery[member], member
        assert discovery["issuer"].endswith(path)
        keys = json.load(urllib.request.urlopen(base + discovery["jwks_uri"].removeprefix("https://aqueduct.example.test")))["keys"]
        head, body, signature = sys.stdin.read().strip().split(".")
        header, claims = json.loads(b64(head)), json.loads(b64(body))
        assert header["alg"] in discovery["id_token_signing_alg_values_supported"]
        key, = [k for k in keys if k["kid"] == header["kid"]]
        signed, sig = (head + "." + body).encode(), b64(signature)
        if header["alg"] == "ES256":
            public = ec.EllipticCurvePublicNumbers(number(key["x"]), number(key["y"]), ec.SECP256R1()).public_key()
            der = utils.encode_dss_signature(int.from_bytes(sig[:32], "big"), int.from_bytes(sig[32:], "big"))
            public.verify(der, signed, ec.ECDSA(hashes.SHA256()))
        else:
            rsa.RSAPublicNumbers(number(key["e"]), number(key["n"])).public_key().verify(sig, signed, padding.PKCS1v15(), hashes.SHA256())
        assert claims["iss"] == discovery["issuer"]
        assert set(claims) <= set(discovery["claims_supported"])
        assert all(type(claims[c]) is int for c in ("iat", "exp"))
        print(claims["sub"], claims["aud"])
        """;

    private readonly TempFolder folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(SigningAlgorithm.ES256)]
    [InlineData(SigningAlgorithm.RS256)]
    public async Task Python_verifies_a_token_from_what_is_published(SigningAlgorithm algorithm)
    {
        var probe = File.Exists("/usr/bin/python3") ? await Cli.Wrap("/usr/bin/python3").WithArguments(["-c", "import cryptography"])
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(Cancelled) : null;
        Assert.SkipUnless(probe?.ExitCode is 0, "python3-cryptography is not installed: apt-get install python3-cryptography");
        await using var server = await RunningServer.StartAsync(folder, algorithm: algorithm);

        var answer = await Cli.Wrap("/usr/bin/python3")
            .WithArguments(["-c", Script, server.Http.BaseAddress!.GetLeftPart(UriPartial.Authority), RunningServer.IssuerPath])
            .WithEnvironmentVariables(e => e.Set("http_proxy", null).Set("HTTP_PROXY", null))
            .WithStandardInputPipe(PipeSource.FromString(await TokenAsync(server)))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(Cancelled);

        answer.StandardError.ShouldBeEmpty();
        answer.StandardOutput.Trim().ShouldBe($"{RunningServer.Uid}:setup gitlab-cc-{RunningServer.Uid}");
    }

    [Fact]
    public async Task IdentityModel_validates_a_token_from_what_is_published()
    {
        await using var server = await RunningServer.StartAsync(folder);
        var issuer = RunningServer.IssuerOf("https://aqueduct.example.test");
        var jwks = await server.Http.GetStringAsync(issuer.Path + "/.well-known/jwks.json", Cancelled);

        var result = await new JsonWebTokenHandler().ValidateTokenAsync(await TokenAsync(server), new TokenValidationParameters
        {
            ValidIssuer = issuer.Url,
            ValidAudience = issuer.Audience,
            IssuerSigningKeys = new JsonWebKeySet(jwks).GetSigningKeys(),
        });

        result.IsValid.ShouldBeTrue(result.Exception?.Message);
    }

    private static async Task<string> TokenAsync(RunningServer server)
    {
        using var response = await server.Local.PostAsJsonAsync("/api/v1/identity/tokens", new { user = "setup" }, Cancelled);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("token").GetString()!;
    }
}
