using Aqueduct.Aws.Signing;
using Microsoft.Extensions.Time.Testing;

namespace Aqueduct.Tests.Aws.Signing;

/// <summary>Vectors: AWS's Signature Version 4 test suite (those that sign host, content-type and x-amz-* only), and the IAM example of its documentation.</summary>
public sealed class SigV4HandlerTests
{
    private const string SuiteToken =
        "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGd"
        + "QrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz"
        + "+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";

    private static readonly AwsKeys SuiteKeys = new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", null);

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2015, 8, 30, 12, 36, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("get-vanilla", "GET", "/", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData("get-vanilla-empty-query-key", "GET", "/?Param1=value1", "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb")]
    [InlineData("get-vanilla-query-order-key", "GET", "/?Param1=value2&Param1=Value1", "eedbc4e291e521cf13422ffca22be7d2eb8146eecf653089df300a15b2382bd1")]
    [InlineData("get-vanilla-query-order-key-case", "GET", "/?Param2=value2&Param1=value1", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500")]
    [InlineData("get-vanilla-query-order-value", "GET", "/?Param1=value2&Param1=value1", "5772eed61e12b33fae39ee5e7012498b51d56abc0abb7c60486157bd471c4694")]
    [InlineData("get-vanilla-query-unreserved", "GET", "/?-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz=-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197")]
    [InlineData("get-vanilla-utf8-query", "GET", "/?ሴ=bar", "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04")]
    [InlineData("get-unreserved", "GET", "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f")]
    [InlineData("get-utf8", "GET", "/ሴ", "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85")]
    [InlineData("get-space", "GET", "/example space/", "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741")]
    [InlineData("get-relative", "GET", "/example/..", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData("get-relative-relative", "GET", "/example1/example2/../..", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData("get-slash", "GET", "//", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData("get-slash-dot-slash", "GET", "/./", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData("get-slash-pointless-dot", "GET", "/./example", "ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5")]
    [InlineData("get-slashes", "GET", "//example//", "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84")]
    [InlineData("post-vanilla", "POST", "/", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b")]
    [InlineData("post-vanilla-query", "POST", "/?Param1=value1", "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11")]
    public async Task Suite_requests_without_a_body_are_signed_as_the_suite_says(string name, string method, string path, string signature)
    {
        var sent = await SendAsync(Request(method, path), new SigningScope("service", "us-east-1", SuiteKeys));
        sent.Headers["Authorization"].ShouldBe(
            $"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature={signature}", name);
    }

    [Theory]
    [InlineData("post-x-www-form-urlencoded", "application/x-www-form-urlencoded", "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a")]
    [InlineData("post-x-www-form-urlencoded-parameters", "application/x-www-form-urlencoded; charset=utf8", "1a72ec8f64bd914b0e42e42607c7fbce7fb2c7465f63e3092b3b0d39fa77a6fe")]
    public async Task Suite_forms_are_signed_with_their_body_and_type(string name, string type, string signature)
    {
        var request = Request("POST", "/");
        request.Content = new ByteArrayContent("Param1=value1"u8.ToArray());
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        var sent = await SendAsync(request, new SigningScope("service", "us-east-1", SuiteKeys));
        sent.Headers["Authorization"].ShouldEndWith($"SignedHeaders=content-type;host;x-amz-date, Signature={signature}", customMessage: name);
    }

    [Fact]
    public async Task A_session_token_is_sent_and_signed()
    {
        var sent = await SendAsync(Request("POST", "/"), new SigningScope("service", "us-east-1", SuiteKeys with { SessionToken = SuiteToken }));
        sent.Headers["X-Amz-Security-Token"].ShouldBe(SuiteToken);
        sent.Headers["Authorization"].ShouldEndWith(
            "SignedHeaders=host;x-amz-date;x-amz-security-token, Signature=85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead");
    }

    [Fact]
    public async Task The_documented_IAM_request_is_signed_as_documented()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08")
        {
            Content = new ByteArrayContent([]),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
        var sent = await SendAsync(request, new SigningScope("iam", "us-east-1", SuiteKeys));
        sent.Headers["Authorization"].ShouldBe(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, "
            + "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
    }

    [Fact]
    public async Task A_request_without_a_scope_leaves_unsigned()
    {
        var sent = await SendAsync(Request("POST", "/"), scope: null);
        sent.Headers.Keys.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_request_sent_again_is_signed_anew()
    {
        var transport = RecordingTransport.Answering(new HttpResponseMessage());
        using var invoker = new HttpMessageInvoker(new SigV4Handler(clock, transport));
        var request = Request("POST", "/");
        request.Options.Set(SigningScope.Option, new SigningScope("service", "us-east-1", SuiteKeys));
        await invoker.SendAsync(request, TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromDays(1));
        await invoker.SendAsync(request, TestContext.Current.CancellationToken);
        transport.Requests[1].Headers["X-Amz-Date"].ShouldBe("20150831T123600Z");
        transport.Requests[1].Headers["Authorization"].ShouldContain("/20150831/");

        using var fresh = new HttpMessageInvoker(new SigV4Handler(clock, transport));
        await fresh.SendAsync(request, TestContext.Current.CancellationToken);
        transport.Requests[2].Headers["Authorization"].ShouldBe(transport.Requests[1].Headers["Authorization"], "the kept key of the day before is not used");
    }

    [Fact]
    public async Task A_mended_secret_is_used_though_its_access_key_is_known()
    {
        var transport = RecordingTransport.Answering(new HttpResponseMessage());
        using var invoker = new HttpMessageInvoker(new SigV4Handler(clock, transport));
        foreach (var keys in new[] { SuiteKeys with { SecretAccessKey = "mistyped" }, SuiteKeys })
        {
            var request = Request("GET", "/");
            request.Options.Set(SigningScope.Option, new SigningScope("service", "us-east-1", keys));
            await invoker.SendAsync(request, TestContext.Current.CancellationToken);
        }

        transport.Requests[1].Headers["Authorization"].ShouldEndWith("5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
    }

    [Theory]
    [InlineData("https://sts.example.com/", "sts.example.com")]
    [InlineData("http://127.0.0.1:7481/", "127.0.0.1:7481")]
    [InlineData("http://[::1]:7481/", "[::1]:7481")]
    public void The_signed_host_is_the_one_the_wire_shows(string url, string host)
    {
        using var text = new Utf8Buffer();
        SignedHeaders.Of(new HttpRequestMessage(HttpMethod.Get, url)).WriteTo(text);
        System.Text.Encoding.UTF8.GetString(text.Written).ShouldBe($"host:{host}\n");
    }

    [Fact]
    public void Runs_of_spaces_in_a_header_count_as_one() => SignedHeaders.Fold("  a   b  c ").ShouldBe("a b c");

    [Fact]
    public void Keys_and_scope_show_no_secret()
    {
        var shown = new SigningScope("q", "us-east-1", new AwsKeys("AKID", "the-secret", "the-token")).ToString();
        shown.ShouldContain("AKID");
        shown.ShouldNotContain("the-");
    }

    // The suite gives paths as text; a plain Uri would resolve and encode them before the signer sees them.
    private static HttpRequestMessage Request(string method, string path) => new(
        new HttpMethod(method), new Uri($"https://example.amazonaws.com{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));

    private async Task<RecordingTransport.Sent> SendAsync(HttpRequestMessage request, SigningScope? scope)
    {
        if (scope is not null)
        {
            request.Options.Set(SigningScope.Option, scope);
        }

        var transport = RecordingTransport.Answering(new HttpResponseMessage());
        using var invoker = new HttpMessageInvoker(new SigV4Handler(clock, transport));
        await invoker.SendAsync(request, TestContext.Current.CancellationToken);
        return transport.Request;
    }
}
