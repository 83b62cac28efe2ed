using System.Net;
using Aqueduct.Setup.Issuer;
using Microsoft.Extensions.Time.Testing;

namespace Aqueduct.Tests.Setup.Issuer;

public sealed class IssuerProbeTests : IDisposable
{
    private const string Url = "https://aqueduct.example.test/cc/oidc/1";
    private const string Keys = Url + "/keys";

    private readonly PublishedFiles files = new()
    {
        [$"{Url}/.well-known/openid-configuration"] =
            $$"""{"issuer":"{{Url}}","jwks_uri":"{{Keys}}","response_types_supported":[],"subject_types_supported":[],"id_token_signing_alg_values_supported":[]}""",
        [Keys] = """{"keys":[{"kid":"old"},{"kid":"ours"}]}""",
    };

    private readonly FakeTimeProvider clock = new();

    [Fact]
    public async Task An_issuer_that_shows_our_key_passes() => (await CodeAsync()).ShouldBeNull();

    [Fact]
    public async Task Nothing_at_the_address_is_told_as_404()
    {
        files.Clear();

        (await CodeAsync()).ShouldBe("issuer-not-found");
    }

    [Fact]
    public async Task The_key_of_somebody_else_is_told()
    {
        files[Keys] = """{"keys":[{"kid":"other"}]}""";

        (await CodeAsync()).ShouldBe("issuer-other-key");
    }

    [Theory]
    [InlineData("response_types_supported")]
    [InlineData("subject_types_supported")]
    [InlineData("id_token_signing_alg_values_supported")]
    public async Task A_member_STS_demands_is_missed(string member)
    {
        Edit($"\"{member}\"", "\"left_out\"");

        (await CodeAsync()).ShouldBe("issuer-incomplete");
    }

    [Fact]
    public async Task Another_issuer_in_the_document_is_told()
    {
        Edit($"\"issuer\":\"{Url}\"", $"\"issuer\":\"{Url}/\"");

        (await CodeAsync()).ShouldBe("issuer-differs");
    }

    [Fact]
    public async Task Keys_without_https_are_refused()
    {
        Edit(Keys, "http://aqueduct.example.test/keys");

        (await CodeAsync()).ShouldBe("issuer-keys-not-https");
    }

    [Fact]
    public async Task A_page_instead_of_json_is_told()
    {
        files[Keys] = "<html>Sign in</html>";

        (await CodeAsync()).ShouldBe("issuer-not-json");
    }

    [Fact]
    public async Task An_answer_that_takes_longer_than_AWS_waits_is_told()
    {
        files.Silent = true;
        var checking = CodeAsync();

        clock.Advance(TimeSpan.FromSeconds(5));

        (await checking).ShouldBe("issuer-slow");
    }

    [Fact]
    public async Task An_unknown_name_is_told()
    {
        files.Failure = new(HttpRequestError.NameResolutionError, "Name or service not known");

        (await CodeAsync()).ShouldBe("issuer-unresolved");
    }

    [Fact]
    public async Task A_closed_port_is_told()
    {
        files.Failure = new(HttpRequestError.ConnectionError, "Connection refused");

        (await CodeAsync()).ShouldBe("issuer-unreachable");
    }

    public void Dispose() => files.Dispose();

    private async Task<string?> CodeAsync()
    {
        using var probe = new IssuerProbe(files, clock);
        return (await probe.CheckAsync(Url, "ours", TestContext.Current.CancellationToken))?.Code;
    }

    private void Edit(string old, string replacement)
    {
        var discovery = $"{Url}/.well-known/openid-configuration";
        files[discovery] = files[discovery].Replace(old, replacement, StringComparison.Ordinal);
    }

    private sealed class PublishedFiles : HttpMessageHandler
    {
        private readonly Dictionary<string, string> contents = [];

        public string this[string url]
        {
            get => contents[url];
            set => contents[url] = value;
        }

        public bool Silent { get; set; }

        public HttpRequestException? Failure { get; set; }

        public void Clear() => contents.Clear();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Failure is not null)
                throw Failure;
            if (Silent)
                await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            return contents.TryGetValue(request.RequestUri!.OriginalString, out var content)
                ? new(HttpStatusCode.OK) { Content = new StringContent(content) }
                : new(HttpStatusCode.NotFound);
        }
    }
}
