using System.Text.Json.Nodes;

namespace Aqueduct.ContractTests.Aws;

/// <summary>Our requests against those botocore makes of the same calls, at the same time and with the same keys.</summary>
public sealed class BotocoreTests(BotocoreComparison comparison) : IClassFixture<BotocoreComparison>
{
    // What the SDK tells about itself, and what every HTTP client adds.
    private static readonly string[] NotCompared = ["user-agent", "amz-sdk-invocation-id", "amz-sdk-request", "content-length", "host", "authorization"];

    public static TheoryData<string> Calls => [.. BotocoreCalls.All.Select(c => c.Name)];

    public static TheoryData<string> SignedForms =>
        [.. BotocoreCalls.All.Where(c => c.Service.SigningName is "iam" or "sts" && c.Operation != "AssumeRoleWithWebIdentity").Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Calls))]
    public void A_call_goes_where_botocore_sends_it_with_the_same_headers(string call)
    {
        var (ours, botocore) = comparison.Of(call);
        ours.Method.ShouldBe(botocore.Method);
        ours.Url.ShouldBe(botocore.Url);
        Compared(ours).ShouldBe(Compared(botocore));
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void A_call_says_what_botocore_says(string call)
    {
        var (ours, botocore) = comparison.Of(call);
        if (botocore.Body.StartsWith('{'))
        {
            JsonNode.DeepEquals(JsonNode.Parse(ours.Body), JsonNode.Parse(botocore.Body)).ShouldBeTrue($"{ours.Body}\n{botocore.Body}");
        }
        else
        {
            ours.Body.ShouldBe(botocore.Body);
        }
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void A_call_is_signed_as_botocore_would_sign_it(string call)
    {
        var (ours, botocore) = comparison.Of(call);
        ours.Headers.GetValueOrDefault("authorization").ShouldBe(botocore.Authorization);
    }

    [Theory]
    [MemberData(nameof(SignedForms))]
    public void A_form_is_signed_byte_for_byte_as_botocore_signs_its_own(string call)
    {
        var (ours, botocore) = comparison.Of(call);
        ours.Headers["authorization"].ShouldBe(botocore.Headers["authorization"]);
    }

    [Fact]
    public void Neither_signs_the_assuming_of_a_role_with_a_web_identity()
    {
        var (ours, botocore) = comparison.Of("sts:AssumeRoleWithWebIdentity in eu-west-1");
        ours.Headers.Keys.ShouldNotContain("authorization");
        botocore.Headers.Keys.ShouldNotContain("authorization");
    }

    private static IEnumerable<string> Compared(SentRequest request) =>
        request.Headers.Where(h => !NotCompared.Contains(h.Key)).Select(h => $"{h.Key}: {h.Value}").Order(StringComparer.Ordinal);
}
