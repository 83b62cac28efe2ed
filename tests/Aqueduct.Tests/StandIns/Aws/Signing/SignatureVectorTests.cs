using System.Text;
using Aqueduct.StandIns.Aws.Signing;

namespace Aqueduct.Tests.StandIns.Aws.Signing;

/// <summary>Examples that AWS published: of the General Reference (ListUsers), and of its Signature Version 4 test suite (the others).</summary>
public sealed class SignatureVectorTests
{
    private const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private const string Time = "20150830T123600Z";
    private static readonly CredentialScope Iam = new("20150830", "us-east-1", "iam", "aws4_request");
    private static readonly CredentialScope Suite = new("20150830", "us-east-1", "service", "aws4_request");

    private static SignedRequest Request(string method, string target, string body, params (string Name, string Value)[] headers) =>
        new(method, target, headers.ToDictionary(h => h.Name, h => (IReadOnlyList<string>)[h.Value], StringComparer.OrdinalIgnoreCase), Encoding.UTF8.GetBytes(body));

    [Fact]
    public void Canonical_request_of_ListUsers_has_the_published_hash()
    {
        var request = Request("GET", "/?Action=ListUsers&Version=2010-05-08", "",
            ("Host", "iam.amazonaws.com"), ("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"), ("X-Amz-Date", Time));
        var canonical = CanonicalRequest.Of(request, ["content-type", "host", "x-amz-date"]);
        CanonicalRequest.Hash(Encoding.UTF8.GetBytes(canonical)).ShouldBe("f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59");
    }

    [Fact]
    public void Signing_key_and_signature_of_ListUsers_are_the_published_ones()
    {
        var key = Signature.SigningKey(Secret, Iam);
        Convert.ToHexStringLower(key).ShouldBe("c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9");
        const string stringToSign = "AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/iam/aws4_request\nf536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59";
        Signature.Sign(key, stringToSign).ShouldBe("5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
    }

    [Theory]
    [InlineData("GET", "/", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")] // get-vanilla
    [InlineData("GET", "/?Param2=value2&Param1=value1", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500")] // get-vanilla-query-order-key-case
    [InlineData("GET", "/\u1234", "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85")] // get-utf8
    [InlineData("GET", "/example/..", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")] // get-relative
    [InlineData("GET", "//example//", "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84")] // get-slashes
    [InlineData("POST", "/", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b")] // post-vanilla
    public void Signature_of_the_test_suite_is_reproduced(string method, string target, string expected) =>
        Sign(Request(method, target, "", ("Host", "example.amazonaws.com"), ("X-Amz-Date", Time)), "host", "x-amz-date").ShouldBe(expected);

    [Fact]
    public void Body_is_part_of_the_signature() // post-x-www-form-urlencoded
    {
        var request = Request("POST", "/", "Param1=value1",
            ("Content-Type", "application/x-www-form-urlencoded"), ("Host", "example.amazonaws.com"), ("X-Amz-Date", Time));
        Sign(request, "content-type", "host", "x-amz-date").ShouldBe("ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a");
    }

    [Fact]
    public void Spaces_in_a_header_are_trimmed_and_joined() // get-header-value-trim
    {
        var request = Request("GET", "/", "",
            ("Host", "example.amazonaws.com"), ("My-Header1", " value1"), ("My-Header2", " \"a   b   c\""), ("X-Amz-Date", Time));
        Sign(request, "host", "my-header1", "my-header2", "x-amz-date").ShouldBe("acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736");
    }

    private static string Sign(SignedRequest request, params string[] headers) =>
        Signature.Sign(Signature.SigningKey(Secret, Suite), Signature.StringToSign(CanonicalRequest.Of(request, headers), Time, Suite));
}
