using System.Net;
using System.Net.Http.Headers;
using Aqueduct.ContractTests.Storage;

namespace Aqueduct.ContractTests.Server;

public sealed class IssuerOverHttpTests : IAsyncLifetime
{
    private readonly TempFolder folder = new();
    private RunningServer server = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string> Documents =>
        [RunningServer.IssuerPath + "/.well-known/openid-configuration", RunningServer.IssuerPath + "/.well-known/jwks.json"];

    public async ValueTask InitializeAsync() => server = await RunningServer.StartAsync(folder);

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Document_may_be_cached_for_an_hour(string path)
    {
        using var response = await server.Http.GetAsync(path, Cancelled);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        response.Headers.CacheControl!.ToString().ShouldBe("public, max-age=3600");
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Head_says_what_get_would_send(string path)
    {
        using var get = await server.Http.GetAsync(path, Cancelled);
        using var head = await server.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, path), Cancelled);

        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        head.Content.Headers.ContentLength.ShouldBe(get.Content.Headers.ContentLength);
        head.Headers.ETag.ShouldBe(get.Headers.ETag);
        (await head.Content.ReadAsByteArrayAsync(Cancelled)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Known_document_is_not_sent_again(string path)
    {
        using var first = await server.Http.GetAsync(path, Cancelled);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue("\"other\""));
        request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue(first.Headers.ETag!.Tag, isWeak: true));

        using var second = await server.Http.SendAsync(request, Cancelled);

        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        second.Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromHours(1));
    }

    [Theory]
    [InlineData("/cc/oidc/00000000-7d3b-4c58-9e21-0f4b8d6a9c11/.well-known/openid-configuration", 404)]
    [InlineData("/CC/OIDC/6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11/.well-known/openid-configuration", 404)]
    [InlineData("/cc/oidc/6A1C2F0E-7d3b-4c58-9e21-0f4b8d6a9c11/.well-known/jwks.json", 404)]
    [InlineData("/cc/oidc/6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11", 404)]
    [InlineData("/.well-known/openid-configuration", 404)]
    public async Task Nothing_but_the_issuer_of_the_instance_is_served(string path, int status)
    {
        using var response = await server.Http.GetAsync(path, Cancelled);

        ((int)response.StatusCode).ShouldBe(status);
    }

    [Fact]
    public async Task Rotation_is_published_at_once()
    {
        var path = RunningServer.IssuerPath + "/.well-known/jwks.json";
        var before = await server.Http.GetStringAsync(path, Cancelled);

        (await server.Local.PostAsync("/api/v1/identity/rotate", null, Cancelled)).EnsureSuccessStatusCode();

        (await server.Http.GetStringAsync(path, Cancelled)).Length.ShouldBeGreaterThan(before.Length);
    }
}
