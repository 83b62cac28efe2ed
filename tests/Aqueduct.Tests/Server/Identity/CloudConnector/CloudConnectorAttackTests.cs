using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Aqueduct.Server.Identity.CloudConnector;
using static Aqueduct.Server.Identity.CloudConnector.CloudConnectorRefusal;

namespace Aqueduct.Tests.Server.Identity.CloudConnector;

/// <summary>Tokens somebody made up, altered, or carried here from elsewhere. Unless the key is the point, the right one signed them.</summary>
public sealed class CloudConnectorAttackTests : IDisposable
{
    private const string OtherUid = "00000000-7d3b-4c58-9e21-0f4b8d6a9c11";
    private readonly CloudConnectorWorld world = new();

    private SigningIssuer Portal => world.Portal;

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("NONE")]
    [InlineData("nOnE")]
    public async Task An_unsigned_token_is_refused(string algorithm)
    {
        var signed = $"{SigningIssuer.Encode($$"""{"alg":"{{algorithm}}","kid":"first"}""")}.{SigningIssuer.Encode(Portal.Claims().ToJsonString())}.";

        (await world.VerifyAsync(signed)).ShouldBe(Algorithm);
        (await world.VerifyAsync(signed + "AAAA")).ShouldBe(Algorithm);
    }

    [Fact]
    public async Task The_public_key_is_no_HMAC_secret()
    {
        var rsa = SigningPair.First.Rsa;
        foreach (var secret in new[] { Encoding.UTF8.GetBytes(rsa.ExportSubjectPublicKeyInfoPem()), rsa.ExportSubjectPublicKeyInfo(), rsa.ExportParameters(false).Modulus! })
        {
            var signed = $"{SigningIssuer.Encode("""{"alg":"HS256","kid":"first"}""")}.{SigningIssuer.Encode(Portal.Claims().ToJsonString())}";
            var token = $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(signed)))}";
            (await world.VerifyAsync(token)).ShouldBe(Algorithm);
        }
    }

    [Theory]
    [InlineData("alg", "\"RS384\"", Algorithm)]
    [InlineData("alg", "\"PS256\"", Algorithm)]
    [InlineData("alg", "\"ES256\"", Algorithm)]
    [InlineData("alg", "\"rs256\"", Algorithm)]
    [InlineData("alg", "[\"RS256\"]", Algorithm)]
    [InlineData("alg", null, Algorithm)]
    [InlineData("kid", "\"third\"", UnknownKey)]
    [InlineData("kid", "\"../../../../dev/null\"", UnknownKey)]
    [InlineData("kid", "\"x' UNION SELECT 'first' --\"", UnknownKey)]
    [InlineData("kid", "\"first\\u0000\"", UnknownKey)]
    [InlineData("kid", "\"FIRST\"", UnknownKey)]
    [InlineData("kid", "\"\"", Header)]
    [InlineData("kid", "1", Header)]
    [InlineData("kid", null, Header)]
    [InlineData("jku", "\"https://customers.gitlab.com/keys\"", Header)]
    [InlineData("x5u", "\"https://attacker.example.com/cert\"", Header)]
    [InlineData("x5c", "[\"MIIB\"]", Header)]
    [InlineData("jwk", "{}", Header)]
    [InlineData("crit", "[\"exp\"]", Header)]
    [InlineData("crit", "[]", Header)]
    public async Task A_hostile_header_is_refused(string member, string? json, CloudConnectorRefusal refusal) =>
        (await world.VerifyAsync(Portal.Token(_ => { }, h => Put(h, member, json)))).ShouldBe(refusal);

    [Theory]
    [InlineData("jwk")]
    [InlineData("x5c")]
    public async Task A_token_cannot_bring_its_own_key(string member)
    {
        Portal.Key = SigningPair.Second;
        var token = Portal.Token(_ => { }, h => { h[member] = SigningPair.Second.Jwk; h["kid"] = "first"; });

        (await world.VerifyAsync(token)).ShouldBe(Header);
    }

    [Theory]
    [InlineData("exp", null, Claims)]
    [InlineData("exp", "\"4102444800\"", Claims)]
    [InlineData("exp", "4102444800.5", Claims)]
    [InlineData("exp", "1e400", Claims)]
    [InlineData("exp", "9223372036854775808", Claims)]
    [InlineData("exp", "253402300800", Claims)]
    [InlineData("exp", "-1", Claims)]
    [InlineData("exp", "null", Claims)]
    [InlineData("exp", "[4102444800]", Claims)]
    [InlineData("exp", "1772366340", Expired)]
    [InlineData("exp", "0", Expired)]
    [InlineData("nbf", "\"0\"", Claims)]
    [InlineData("nbf", "true", Claims)]
    [InlineData("nbf", "1772366461", NotYetValid)]
    [InlineData("iat", "\"0\"", Claims)]
    [InlineData("iat", "1772366461", NotYetValid)]
    [InlineData("iat", "253402300799", NotYetValid)]
    [InlineData("iss", null, Issuer)]
    [InlineData("iss", "\"https://customers.gitlab.com/\"", Issuer)]
    [InlineData("iss", "\"HTTPS://customers.gitlab.com\"", Issuer)]
    [InlineData("iss", "\"https://attacker.example.com\"", Issuer)]
    [InlineData("iss", "[\"https://customers.gitlab.com\"]", Issuer)]
    [InlineData("aud", null, Audience)]
    [InlineData("aud", "\"glgo\"", Audience)]
    [InlineData("aud", "\"gitlab-ai-gateway-2\"", Audience)]
    [InlineData("aud", "[]", Audience)]
    [InlineData("aud", "{\"gitlab-ai-gateway\":1}", Audience)]
    [InlineData("sub", null, Claims)]
    [InlineData("sub", "\"\"", Claims)]
    [InlineData("sub", "7", Claims)]
    [InlineData("gitlab_realm", "\"moon\"", Realm)]
    [InlineData("gitlab_realm", "\"SaaS\"", Realm)]
    [InlineData("gitlab_realm", "[\"saas\"]", Claims)]
    [InlineData("gitlab_instance_uid", $"\"{OtherUid}\"", Instance)]
    [InlineData("gitlab_instance_uid", "\"6A1C2F0E-7D3B-4C58-9E21-0F4B8D6A9C11\"", Instance)]
    [InlineData("gitlab_instance_uid", "[\"6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11\"]", Claims)]
    [InlineData("gitlab_instance_id", "7", Claims)]
    [InlineData("scopes", "\"amazon_q_integration\"", Claims)]
    [InlineData("scopes", "[\"amazon_q_integration\",1]", Claims)]
    public async Task A_claim_that_does_not_hold_is_refused(string claim, string? json, CloudConnectorRefusal refusal) =>
        (await world.VerifyAsync(Portal.Token(c => Put(c, claim, json)))).ShouldBe(refusal);

    [Fact]
    public async Task A_token_of_another_instance_is_refused() =>
        (await world.VerifyAsync(Portal.Token(c => { c["sub"] = OtherUid; c.Remove("gitlab_instance_uid"); }))).ShouldBe(Instance);

    [Theory]
    [InlineData("""{"alg":"RS256","alg":"RS256","kid":"first"}""", "CLAIMS")]
    [InlineData("""{"alg":"RS256","kid":"first"}""", """{"exp":4102444800,CLAIMS""")]
    [InlineData("""{"alg":"RS256","kid":"first"}""", """{"\u0065xp":4102444800,CLAIMS""")]
    [InlineData("""{"alg":"RS256","kid":"first"}""", """{"a":{"b":1,"b":2},CLAIMS""")]
    [InlineData("""{"alg":"RS256","kid":"first"}""", """{"exp":NaN,CLAIMS""")]
    [InlineData("""{"alg":"RS256","kid":"first"}""", """{"a":[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]],CLAIMS""")]
    [InlineData("""{"alg":"RS256","kid":"first"}""", """[{"a":1,CLAIMS]""")]
    [InlineData("""{"alg":"RS256","kid":"first"}""", "/**/CLAIMS")]
    [InlineData("""{"alg":"RS256","kid":"first"}""", "\uFEFFCLAIMS")]
    [InlineData("""{"alg":"RS256","kid":"first"}""", "CLAIMS{}")]
    [InlineData("""{"alg":"RS256","kid":"first",}""", "CLAIMS")]
    [InlineData("""{"alg":"RS256","kid":"first"}""", "")]
    [InlineData("""{"alg":"RS256","kid":"\ud800"}""", "CLAIMS")]
    [InlineData("null", "CLAIMS")]
    public async Task JSON_that_two_parsers_may_read_differently_is_refused(string header, string payload)
    {
        var claims = Portal.Claims().ToJsonString();
        var text = payload.Contains(",CLAIMS", StringComparison.Ordinal)
            ? payload.Replace("CLAIMS", claims[1..], StringComparison.Ordinal)
            : payload.Replace("CLAIMS", claims, StringComparison.Ordinal);

        (await world.VerifyAsync(Portal.Sign(header, text))).ShouldBe(Malformed);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("^.*$", "")]
    [InlineData("^", " ")]
    [InlineData("$", "\n")]
    [InlineData("$", "=")]
    [InlineData("$", "==")]
    [InlineData("$", ".")]
    [InlineData("$", ".e30.e30")]
    [InlineData("^", "Bearer ")]
    [InlineData("^", "é")]
    [InlineData(@"\.", "..")]
    [InlineData(@"\.[^.]*$", "")]
    [InlineData("^.{8}", "$0 ")]
    [InlineData("^.{8}", "$0\n")]
    [InlineData("^.{8}", "$0+/")]
    public async Task A_text_that_is_no_compact_token_is_refused(string pattern, string replacement)
    {
        var token = pattern.Length is 0 ? "" : new Regex(pattern).Replace(Portal.Token(), replacement, 1);

        (await world.VerifyAsync(token)).ShouldBe(Malformed);
    }

    [Fact]
    public async Task Bits_beyond_the_last_byte_must_be_zero()
    {
        var token = Portal.Token(); // 256 bytes of signature leave four such bits in the last character
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

        (await world.VerifyAsync(token[..^1] + alphabet[alphabet.IndexOf(token[^1], StringComparison.Ordinal) + 1])).ShouldBe(Malformed);
    }

    [Fact]
    public async Task A_token_of_more_than_16_KB_is_refused_unread() =>
        (await world.VerifyAsync(Portal.Token(c => c["padding"] = new string('x', 13 * 1024)))).ShouldBe(Malformed);

    [Fact]
    public async Task A_large_token_within_the_limit_is_believed() =>
        (await world.VerifyAsync(Portal.Token(c => c["padding"] = new string('x', 11 * 1024)))).ShouldBeNull();

    [Fact]
    public async Task An_altered_signature_is_refused()
    {
        var token = Portal.Token();
        var signature = token.LastIndexOf('.') + 1;

        (await world.VerifyAsync(token[..signature])).ShouldBe(Signature);
        (await world.VerifyAsync(token[..signature] + Base64Url.EncodeToString(new byte[255]))).ShouldBe(Signature);
        (await world.VerifyAsync(token[..signature] + Base64Url.EncodeToString(new byte[256]))).ShouldBe(Signature);
        (await world.VerifyAsync(token[..signature] + (token[signature] == 'A' ? 'B' : 'A') + token[(signature + 1)..])).ShouldBe(Signature);
    }

    [Fact]
    public async Task Another_payload_under_a_good_signature_is_refused()
    {
        var parts = Portal.Token().Split('.');
        var scopes = Portal.Claims();
        scopes["scopes"] = new JsonArray("everything");

        (await world.VerifyAsync($"{parts[0]}.{SigningIssuer.Encode(scopes.ToJsonString())}.{parts[2]}")).ShouldBe(Signature);
    }

    [Fact]
    public async Task A_key_under_the_name_of_a_known_one_is_refused()
    {
        Portal.Key = SigningPair.Second with { Kid = "first" };

        (await world.VerifyAsync(Portal.Token())).ShouldBe(Signature);
    }

    [Fact]
    public async Task A_key_of_one_issuer_does_not_sign_for_another()
    {
        world.GitLab.Key = SigningPair.First;
        (await world.VerifyAsync(Portal.Token())).ShouldBeNull();

        (await world.VerifyAsync(world.GitLab.Token())).ShouldBe(UnknownKey);
    }

    [Fact]
    public async Task A_key_of_the_same_name_at_another_issuer_does_not_sign_for_it()
    {
        var (ours, theirs) = (SigningPair.First with { Kid = "same" }, SigningPair.OfGitLab with { Kid = "same" });
        Portal.Publish(ours);
        world.GitLab.Publish(theirs);

        (Portal.Key, world.GitLab.Key) = (theirs, theirs);

        (await world.VerifyAsync(world.GitLab.Token())).ShouldBeNull();
        (await world.VerifyAsync(Portal.Token())).ShouldBe(Signature);
    }

    public void Dispose() => world.Dispose();

    private static void Put(JsonObject json, string member, string? value)
    {
        json.Remove(member);
        if (value is not null)
            json[member] = JsonNode.Parse(value);
    }
}
