using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Aqueduct.ContractTests.Storage;

namespace Aqueduct.ContractTests.Server;

public sealed class LocalApiTests : IAsyncLifetime
{
    private const string State = "/api/v1/setup/state/";

    private readonly TempFolder folder = new();
    private RunningServer server = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => server = await RunningServer.StartAsync(folder);

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData("GET", "/api/v1/identity/signing-key")]
    [InlineData("GET", "/api/v1/identity/keys")]
    [InlineData("GET", "/api/v1/identity/documents")]
    [InlineData("POST", "/api/v1/identity/tokens")]
    [InlineData("POST", "/api/v1/identity/rotate")]
    [InlineData("GET", State + "key")]
    [InlineData("PUT", State + "key")]
    [InlineData("DELETE", State + "key")]
    [InlineData("GET", "/API/v1/identity/signing-key")]
    public async Task Over_TCP_nothing_answers_without_a_token(string method, string path)
    {
        using var response = await server.Http.SendAsync(
            new HttpRequestMessage(new HttpMethod(method), path) { Content = JsonContent.Create(new { user = "root" }) }, Cancelled);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task State_is_kept_as_it_came_until_it_is_removed()
    {
        const string json = """{ "secret" : "ü", "n": 1.0 }""";

        (await PutAsync("role/QDeveloperAccess", json)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await server.Local.GetStringAsync(State + "role%2FQDeveloperAccess", Cancelled)).ShouldBe(json);
        (await server.Local.GetStringAsync(State + "role/QDeveloperAccess", Cancelled)).ShouldBe(json);

        (await server.Local.DeleteAsync(State + "role/QDeveloperAccess", Cancelled)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await ShouldBeProblemAsync(await server.Local.GetAsync(State + "role/QDeveloperAccess", Cancelled), 404, "not-found");
    }

    [Fact]
    public async Task State_outlives_the_server()
    {
        await PutAsync("key", "1");
        await server.DisposeAsync();
        server = await RunningServer.StartAsync(folder);

        (await server.Local.GetStringAsync(State + "key", Cancelled)).ShouldBe("1");
    }

    [Fact]
    public async Task Body_that_is_no_JSON_is_refused_and_keeps_what_was_there()
    {
        await PutAsync("key", "1");

        await ShouldBeProblemAsync(await PutAsync("key", "{"), 400, "invalid-json");
        await ShouldBeProblemAsync(await PutAsync("key", "\"" + new string('a', 1024 * 1024) + "\""), 413, "invalid-request");

        (await server.Local.GetStringAsync(State + "key", Cancelled)).ShouldBe("1");
    }

    [Theory]
    [InlineData("a%20b")]
    [InlineData("a%25b")]
    [InlineData("")]
    public async Task Key_with_odd_characters_is_refused(string key) =>
        await ShouldBeProblemAsync(await PutAsync(key, "1"), 400, "invalid-key");

    [Fact]
    public async Task Token_is_signed_by_the_key_that_signs()
    {
        var kid = (await server.Local.GetFromJsonAsync<JsonElement>("/api/v1/identity/signing-key", Cancelled)).GetProperty("kid").GetString()!;

        using var response = await server.Local.PostAsJsonAsync("/api/v1/identity/tokens", new { user = "setup" }, Cancelled);

        var token = (await response.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("token").GetString()!;
        Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[0])).ShouldContain(kid);
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"user":""}""")]
    [InlineData("""{"user":"\ud800"}""")]
    [InlineData("""{"user":1}""")]
    [InlineData("null")]
    [InlineData("")]
    public async Task Token_for_nobody_is_refused(string body) =>
        await ShouldBeProblemAsync(await server.Local.PostAsync("/api/v1/identity/tokens", new StringContent(body), Cancelled), 400, "invalid-user");

    [Fact]
    public async Task Keys_are_listed_with_their_state()
    {
        await server.Local.PostAsync("/api/v1/identity/rotate", null, Cancelled);

        var keys = await server.Local.GetFromJsonAsync<JsonElement>("/api/v1/identity/keys", Cancelled);

        keys.GetProperty("keys").EnumerateArray().Select(k => k.GetProperty("state").GetString()).ShouldBe(["signing", "announced"]);
    }

    [Fact]
    public async Task Unknown_route_is_a_problem_too() =>
        await ShouldBeProblemAsync(await server.Local.GetAsync("/api/v1/nothing", Cancelled), 404, "not-found");

    private Task<HttpResponseMessage> PutAsync(string key, string json) => server.Local.SendAsync(
        new HttpRequestMessage(HttpMethod.Put, State + key)
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
            Headers = { ExpectContinue = true }, // so that a refusal is read before the body is sent
        },
        Cancelled);

    private static async Task ShouldBeProblemAsync(HttpResponseMessage response, int status, string code)
    {
        ((int)response.StatusCode).ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        problem.GetProperty("code").GetString().ShouldBe(code);
        problem.GetProperty("status").GetInt32().ShouldBe(status);
        problem.GetProperty("fix").GetString().ShouldNotBeNullOrEmpty();
    }
}
