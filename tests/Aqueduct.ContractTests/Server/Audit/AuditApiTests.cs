using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Aqueduct.ContractTests.Storage;

namespace Aqueduct.ContractTests.Server.Audit;

public sealed class AuditApiTests : IAsyncLifetime
{
    private const string Root = "/api/v1/audit";

    private readonly TempFolder folder = new();
    private RunningServer server = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => server = await RunningServer.StartAsync(folder);

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task The_actor_is_who_the_kernel_says_not_who_the_body_says()
    {
        using var answer = await server.Local.PostAsJsonAsync(Root, new { action = "setup.create", target = "role R", actor = "os:mallory", source = "moon" }, Cancelled);
        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);

        var entry = (await ListAsync()).EnumerateArray().Single();
        entry.GetProperty("actor").GetString().ShouldBe($"os:{Environment.UserName}");
        entry.GetProperty("source").GetString().ShouldBe("local socket");
        entry.GetProperty("correlation_id").GetString().ShouldBe(answer.Headers.GetValues("X-Request-Id").Single());
    }

    [Fact]
    public async Task A_rotation_of_the_issuers_keys_is_recorded()
    {
        using var answer = await server.Local.PostAsync("/api/v1/identity/rotate", null, Cancelled);
        var kid = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("kid").GetString();

        var entry = (await ListAsync("?action=identity.rotate")).EnumerateArray().Single();
        entry.GetProperty("target").GetString().ShouldBe($"key {kid}");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"action":"Setup!","target":"x"}""")]
    [InlineData("""{"action":"","target":"x"}""")]
    public async Task What_is_no_report_is_refused(string body)
    {
        using var answer = await server.Local.PostAsync(Root, new StringContent(body), Cancelled);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("?limit=0")]
    [InlineData("?limit=1001")]
    [InlineData("?since=yesterday")]
    [InlineData("?after=-1")]
    [InlineData("?actr=x")]
    public async Task A_filter_that_would_be_ignored_is_refused(string query) =>
        (await server.Local.GetAsync(Root + query, Cancelled)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task A_person_is_erased_and_the_trail_verifies()
    {
        await server.Local.PostAsJsonAsync(Root, new { action = "setup.create", target = "role R" }, Cancelled);
        (await server.Local.PostAsJsonAsync(Root + "/erasures", new { person = "os:nobody-here" }, Cancelled)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await server.Local.PostAsJsonAsync(Root + "/erasures", new { person = $"os:{Environment.UserName}" }, Cancelled)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await server.Local.GetFromJsonAsync<JsonElement>(Root + "/1", Cancelled)).GetProperty("actor").GetString().ShouldBe("(erased)");
        (await server.Local.GetFromJsonAsync<JsonElement>(Root + "/verification", Cancelled)).GetProperty("passed").GetBoolean().ShouldBeTrue();
        (await server.Local.GetAsync(Root + "/99", Cancelled)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<JsonElement> ListAsync(string query = "") =>
        (await server.Local.GetFromJsonAsync<JsonElement>(Root + query, Cancelled)).GetProperty("entries");
}
