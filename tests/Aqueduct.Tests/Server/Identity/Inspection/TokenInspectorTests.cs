using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aqueduct.Server.Identity;
using Aqueduct.Server.Identity.Inspection;
using Aqueduct.Setup.Configuration;
using FsCheck.Xunit;

namespace Aqueduct.Tests.Server.Identity.Inspection;

public sealed class TokenInspectorTests
{
    private const string Uid = IssuerWorld.Uid;
    private const string OtherUid = "00000000-7d3b-4c58-9e21-0f4b8d6a9c11";
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Issuer Ours = IssuerWorld.Create("https://aqueduct.example.test");

    // Shared: an RSA key takes long to make.
    private static readonly ECDsa Ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly RSA Rsa = RSA.Create(2048);

    [Fact]
    public void Token_of_ours_is_valid()
    {
        var inspection = Inspect(Signed(OurClaims()));

        inspection.Findings.Where(f => f.Status is FindingStatus.Fail).ShouldBeEmpty();
        inspection.Kind.ShouldBe(TokenKind.Ours);
        inspection.Valid.ShouldBeTrue();
    }

    [Fact]
    public void Cloud_Connector_token_is_recognised_and_valid()
    {
        var inspection = Inspect(Signed(CloudConnectorClaims(), "RS256"));

        inspection.Findings.Where(f => f.Status is FindingStatus.Fail).ShouldBeEmpty();
        inspection.Kind.ShouldBe(TokenKind.CloudConnector);
    }

    [Theory]
    [InlineData("exp", "1772359200", "expiry", "expired 2 h 0 min ago, at 2026-03-01 10:00:00Z")]
    [InlineData("exp", "\"1772366400\"", "times", "'exp' is not an integer")]
    [InlineData("exp", "1.5", "times", "'exp' is not an integer")]
    [InlineData("exp", "1e999", "times", "'exp' is not an integer")]
    [InlineData("exp", "999999999999999", "times", "no time between 1970 and 9999")]
    [InlineData("exp", null, "times", "'exp' is missing")]
    [InlineData("iat", "1772370000", "issued-at", "from the future")]
    [InlineData("nbf", "1772370000", "not-before", "not valid before")]
    [InlineData("aud", "\"gitlab-ai-gateway-2\"", "audience", "IAM has 'gitlab-cc-6a1c")]
    [InlineData("aud", "[\"a\",\"b\"]", "audience", "'a, b'")]
    [InlineData("sub", "\"00000000-7d3b-4c58-9e21-0f4b8d6a9c11:setup\"", "subject", "trust policy takes '6a1c")]
    [InlineData("iss", "\"https://aqueduct.example.test/cc/oidc/6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11/\"", "issuer", "ends with a slash")]
    [InlineData("iss", "\"https://other.example.test/cc/oidc/6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11\"", "issuer", "the address differs")]
    [InlineData("iss", "\"https://aqueduct.example.test/cc/oidc/00000000-7d3b-4c58-9e21-0f4b8d6a9c11\"", "issuer", "the instance UID differs")]
    [InlineData("iss", "\"https://auth.token.gitlab.com/cc/oidc/6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11\"", "issuer", "the address differs")]
    public void Fault_in_a_claim_of_ours_is_explained(string claim, string? json, string finding, string sentence)
    {
        var claims = OurClaims();
        claims[claim] = json is null ? null : JsonNode.Parse(json);
        if (json is null)
            claims.Remove(claim);

        ShouldFail(Inspect(Signed(claims)), finding, sentence);
    }

    [Theory]
    [InlineData("sub", "\"00000000-7d3b-4c58-9e21-0f4b8d6a9c11\"", "instance-uid", "in sub is '00000000-")]
    [InlineData("gitlab_instance_uid", "\"00000000-7d3b-4c58-9e21-0f4b8d6a9c11\"", "instance-uid", "in gitlab_instance_uid is '00000000-")]
    [InlineData("gitlab_instance_uuid", "\"00000000-7d3b-4c58-9e21-0f4b8d6a9c11\"", "instance-uid", "in gitlab_instance_uuid is '00000000-")]
    [InlineData("aud", "\"gitlab\"", "audience", "takes 'gitlab-ai-gateway'")]
    [InlineData("gitlab_realm", "\"moon\"", "realm", "'moon'")]
    [InlineData("scopes", "[\"code_suggestions\"]", "scope", "lack 'amazon_q_integration'")]
    public void Fault_in_a_Cloud_Connector_claim_is_explained(string claim, string json, string finding, string sentence)
    {
        var claims = CloudConnectorClaims();
        claims[claim] = JsonNode.Parse(json);

        ShouldFail(Inspect(Signed(claims, "RS256")), finding, sentence);
    }

    [Fact]
    public void Instance_header_that_differs_from_the_token_is_told() =>
        ShouldFail(
            TokenInspector.Inspect(Signed(CloudConnectorClaims(), "RS256"), Context() with { InstanceHeader = OtherUid }),
            "instance-uid", $"in the header X-Gitlab-Instance-Id is '{OtherUid}'");

    [Fact]
    public void Cloud_Connector_token_not_signed_with_RS256_is_refused() =>
        ShouldFail(Inspect(Signed(CloudConnectorClaims())), "algorithm", "signed with RS256, this one with 'ES256'");

    [Fact]
    public void Altered_token_fails()
    {
        var parts = Signed(OurClaims()).Split('.');
        var claims = OurClaims();
        claims["sub"] = $"{Uid}:root";

        ShouldFail(Inspect($"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()))}.{parts[2]}"), "signature", "altered");
    }

    [Theory]
    [InlineData("none", "not signed")]
    [InlineData("NONE", "not signed")]
    [InlineData("HS256", "none AWS STS takes")]
    public void Algorithm_that_proves_nothing_fails(string algorithm, string sentence) =>
        ShouldFail(Inspect(Token(Header(algorithm), OurClaims().ToJsonString(), [])), "signature", sentence);

    [Fact]
    public void Key_that_is_not_published_is_named_with_those_that_are() =>
        ShouldFail(Inspect(Signed(OurClaims(), "ES256", kid: "gone")), "signature", "The key 'gone' is not in the test's keys (which holds 'ec', 'rsa')");

    [Fact]
    public void Without_a_key_set_only_a_token_of_ours_is_checked_with_our_keys()
    {
        var ours = Context() with { OurJwks = Context().Jwks, Jwks = null };

        TokenInspector.Inspect(Signed(OurClaims()), ours).Valid.ShouldBeTrue();
        ShouldFail(TokenInspector.Inspect(Signed(CloudConnectorClaims(), "RS256"), ours), "signature", "not checked");
    }

    [Fact]
    public void Without_keys_the_token_is_not_called_valid() =>
        ShouldFail(TokenInspector.Inspect(Signed(OurClaims()), Context() with { Jwks = null }), "signature", "--jwks");

    [Theory]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("""{"keys":[1,{"kid":"ec"},{"kid":"ec","kty":"EC","crv":"P-256","x":"AA","y":"!"}]}""")]
    [InlineData("""{"keys":[{"kid":"\ud800"}]}""")]
    public void Useless_key_set_is_no_crash(string jwks) =>
        TokenInspector.Inspect(Signed(OurClaims()), Context() with { Jwks = jwks }).Valid.ShouldBeFalse();

    [Fact]
    public void RSA_key_without_numbers_is_no_crash() =>
        TokenInspector.Inspect(Signed(CloudConnectorClaims(), "RS256"), Context() with { Jwks = """{"keys":[{"kid":"rsa","kty":"RSA","n":"","e":""}]}""" })
            .Valid.ShouldBeFalse();

    [Fact]
    public void Key_a_token_brings_along_is_not_believed()
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var header = $$"""{"alg":"ES256","kid":"ec","jwk":{{Jwk.Public(own, SigningAlgorithm.ES256, "ec")}}}""";

        var inspection = Inspect(Token(header, OurClaims().ToJsonString(), signed => own.SignData(signed, HashAlgorithmName.SHA256)));

        ShouldFail(inspection, "signature", "wrong");
        inspection.Findings.ShouldContain(f => f.Name == "key-in-header");
    }

    [Theory]
    [InlineData("", "three parts")]
    [InlineData("a.b", "three parts")]
    [InlineData("a.b.c.d.e", "encrypted")]
    [InlineData("e30.e30.*", "signature is not base64url")]
    [InlineData("e3 0.e30.", "header is not base64url")]
    [InlineData("W10.e30.", "header is not a JSON object")]
    [InlineData("bnVsbA.e30.", "header is not a JSON object")]
    [InlineData("e30.eyJh.", "payload is not JSON")]
    public void Text_that_is_no_token_is_explained(string text, string sentence) => ShouldFail(Inspect(text), "format", sentence);

    [Theory]
    [InlineData("""{"sub":"a","sub":"b"}""", "same member twice")]
    [InlineData("""{"sub":"a","s\u0075b":"b"}""", "same member twice")]
    [InlineData("""{"sub":"\ud800"}""", "not Unicode")]
    [InlineData("""{"a":[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]}""", "nested too deeply")]
    public void Payload_that_verifiers_would_read_differently_is_refused(string claims, string sentence) =>
        ShouldFail(Inspect(Token(Header("ES256"), claims, [])), "format", sentence);

    [Fact]
    public void Oversized_token_is_refused_unread() => ShouldFail(Inspect(new string('a', 20_001)), "format", "20001 characters");

    [Property]
    public bool Nothing_crashes_it(string? header, string? claims, byte[]? signature) =>
        !Inspect(Token(header ?? "", claims ?? "", signature ?? [])).Valid;

    [Fact]
    public void Neither_signature_nor_embedded_token_is_shown()
    {
        var claims = OurClaims();
        var embedded = Signed(CloudConnectorClaims(), "RS256");
        claims["cct"] = embedded;
        claims["note"] = new JsonArray("see " + embedded);
        var token = Signed(claims);

        var shown = JsonSerializer.Serialize(Inspect(token), InspectionJson.Default.TokenInspection);

        shown.ShouldNotContain(token.Split('.')[2]);
        shown.ShouldNotContain(embedded.Split('.')[1]);
        shown.ShouldContain("\"cct\":\"***\"");
    }

    [Fact]
    public void Control_characters_in_claims_do_not_reach_the_terminal()
    {
        var claims = OurClaims();
        claims["sub"] = "a\e[31m\u202eb";

        Inspect(Signed(claims)).Findings.ShouldAllBe(f => !f.Message.Any(c => char.IsControl(c) || c == '\u202e'));
    }

    private static void ShouldFail(TokenInspection inspection, string finding, string sentence)
    {
        inspection.Valid.ShouldBeFalse();
        inspection.Findings.ShouldContain(f => f.Name == finding && f.Status == FindingStatus.Fail && f.Message.Contains(sentence),
            string.Join('\n', inspection.Findings));
    }

    private static TokenInspection Inspect(string token) => TokenInspector.Inspect(token, Context());

    private static InspectionContext Context() => new(
        Ours, null,
        $$"""{"keys":[{{Jwk.Public(Ec, SigningAlgorithm.ES256, "ec")}},{{Jwk.Public(Rsa, SigningAlgorithm.RS256, "rsa")}}]}""",
        "the test's keys", null, Now);

    private static JsonObject OurClaims() => new()
    {
        ["iss"] = Ours.Url,
        ["aud"] = Ours.Audience,
        ["sub"] = $"{Uid}:setup",
        ["iat"] = Now.ToUnixTimeSeconds() - 60,
        ["exp"] = Now.ToUnixTimeSeconds() + 840,
        ["jti"] = "1",
    };

    private static JsonObject CloudConnectorClaims() => new()
    {
        ["iss"] = "https://customers.gitlab.com",
        ["aud"] = "gitlab-ai-gateway",
        ["sub"] = Uid,
        ["gitlab_realm"] = "self-managed",
        ["gitlab_instance_uid"] = Uid,
        ["scopes"] = new JsonArray("code_suggestions", "amazon_q_integration"),
        ["iat"] = Now.ToUnixTimeSeconds() - 60,
        ["nbf"] = Now.ToUnixTimeSeconds() - 65,
        ["exp"] = Now.ToUnixTimeSeconds() + 259_200,
    };

    private static string Signed(JsonObject claims, string algorithm = "ES256", string? kid = null) => Token(
        Header(algorithm, kid ?? (algorithm is "RS256" ? "rsa" : "ec")), claims.ToJsonString(),
        signed => algorithm is "RS256"
            ? Rsa.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : Ec.SignData(signed, HashAlgorithmName.SHA256));

    private static string Header(string algorithm, string kid = "ec") => $$"""{"alg":"{{algorithm}}","typ":"JWT","kid":"{{kid}}"}""";

    private static string Token(string header, string claims, byte[] signature) => Token(header, claims, _ => signature);

    private static string Token(string header, string claims, Func<byte[], byte[]> sign)
    {
        var signed = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}";
        return $"{signed}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(signed)))}";
    }
}
