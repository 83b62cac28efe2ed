using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Aqueduct.ContractTests.Storage;
using Microsoft.Data.Sqlite;

namespace Aqueduct.ContractTests.Server;

public sealed class ApiTokenTests : IAsyncLifetime
{
    private const string Keys = "/api/v1/identity/keys";
    private const string Rotate = "/api/v1/identity/rotate";

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
    public async Task A_valid_token_gets_in_and_its_use_is_seen()
    {
        var (id, token) = await CreateAsync("Read");
        (await SendAsync(HttpMethod.Get, Keys, token)).StatusCode.ShouldBe(HttpStatusCode.OK);

        var listed = (await server.Local.GetFromJsonAsync<JsonElement>("/api/v1/tokens", Cancelled)).GetProperty("tokens")[0];
        listed.GetProperty("id").GetString().ShouldBe(id);
        listed.GetProperty("last_used_at").ValueKind.ShouldBe(JsonValueKind.String);
        listed.GetRawText().ShouldNotContain(token[21..]);
    }

    [Fact]
    public async Task A_scope_that_does_not_suffice_is_told_and_what_is_local_stays_local()
    {
        var (_, read) = await CreateAsync("Read");
        var (_, admin) = await CreateAsync("Admin");

        await ShouldBeProblemAsync(await SendAsync(HttpMethod.Post, Rotate, read), 403, "insufficient-scope");
        await ShouldBeProblemAsync(await SendAsync(HttpMethod.Get, "/api/v1/audit", read), 403, "insufficient-scope");
        (await SendAsync(HttpMethod.Post, Rotate, admin)).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var (method, path) in new[] { ("GET", "/api/v1/tokens"), ("POST", "/api/v1/tokens"), ("POST", "/api/v1/audit"), ("GET", "/api/v1/setup/state/key"), ("POST", "/api/v1/identity/tokens"), ("POST", "/api/v1/audit/erasures") })
            await ShouldBeProblemAsync(await SendAsync(new HttpMethod(method), path, admin), 403, "local-only");
    }

    [Fact]
    public async Task What_a_token_changes_is_recorded_as_its_own_or_its_persons()
    {
        var (service, token) = await CreateAsync("Admin");
        await SendAsync(HttpMethod.Post, Rotate, token);
        var (_, personal) = await CreateAsync("Admin", "gitlab:7");
        await SendAsync(HttpMethod.Post, Rotate, personal);

        var entries = (await server.Local.GetFromJsonAsync<JsonElement>("/api/v1/audit?action=identity.rotate", Cancelled)).GetProperty("entries");
        entries[0].GetProperty("actor").GetString().ShouldBe("gitlab:7");
        entries[1].GetProperty("actor").GetString().ShouldBe("token:test");
        entries[1].GetProperty("source").GetString().ShouldBe($"127.0.0.1, token {service}");
    }

    [Fact]
    public async Task A_token_that_is_wrong_in_any_part_is_refused()
    {
        var (_, token) = await CreateAsync("Read");
        foreach (var wrong in new[] { token[..^1] + (token[^1] is 'A' ? 'B' : 'A'), token[..^1], token + "A", token.Replace('_', '-'), "aqd_" + new string('0', 16) + token[20..], "" })
        {
            using var refused = await SendAsync(HttpMethod.Get, Keys, wrong);
            refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, wrong.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
            refused.Headers.WwwAuthenticate.Single().Scheme.ShouldBe("Bearer");
        }
    }

    [Fact]
    public async Task A_revoked_token_works_no_more()
    {
        var (id, token) = await CreateAsync("Read");
        (await server.Local.DeleteAsync($"/api/v1/tokens/{id}", Cancelled)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        await ShouldBeProblemAsync(await SendAsync(HttpMethod.Get, Keys, token), 401, "unauthorized");
        (await server.Local.DeleteAsync($"/api/v1/tokens/{id}", Cancelled)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_expired_token_works_no_more()
    {
        var (_, token) = await CreateAsync("Read");
        await ExecuteAsync("UPDATE api_tokens SET expires_at = 0");

        await ShouldBeProblemAsync(await SendAsync(HttpMethod.Get, Keys, token), 401, "unauthorized");
    }

    [Fact]
    public async Task Who_guesses_is_stopped()
    {
        var statuses = new List<int>();
        for (var i = 0; i < 15; i++)
            statuses.Add((int)(await SendAsync(HttpMethod.Get, Keys, "aqd_guess")).StatusCode);

        statuses[0].ShouldBe(401);
        statuses[^1].ShouldBe(429);
    }

    [Fact]
    public async Task The_secret_is_not_in_the_database()
    {
        var (id, token) = await CreateAsync("Read");
        await server.DisposeAsync();

        var stored = await File.ReadAllBytesAsync(folder.File("data/aqueduct.db"), Cancelled);
        stored.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(id)).ShouldBeGreaterThan(0);
        stored.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(token[21..])).ShouldBe(-1);
        server = await RunningServer.StartAsync(folder);
    }

    [Theory]
    [InlineData("""{"name":"","scope":"Read","days":1}""")]
    [InlineData("""{"name":"a b","scope":"Read","days":1}""")]
    [InlineData("""{"name":"a","scope":"Read","days":366}""")]
    [InlineData("""{"name":"a","scope":7,"days":1}""")]
    [InlineData("""{"name":"a","scope":"Root","days":1}""")]
    [InlineData("null")]
    public async Task A_token_that_makes_no_sense_is_not_made(string body) =>
        (await server.Local.PostAsync("/api/v1/tokens", new StringContent(body), Cancelled)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

    private async Task<(string Id, string Token)> CreateAsync(string scope, string? person = null)
    {
        using var answer = await server.Local.PostAsJsonAsync("/api/v1/tokens", new { name = "test", person, scope, days = 1 }, Cancelled);
        var created = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        return (created.GetProperty("id").GetString()!, created.GetProperty("token").GetString()!);
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string token)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        return server.Http.SendAsync(request, Cancelled);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var database = new SqliteConnection($"Data Source={folder.File("data/aqueduct.db")};Pooling=False");
        await database.OpenAsync(Cancelled);
        await using var command = database.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancelled);
    }

    private static async Task ShouldBeProblemAsync(HttpResponseMessage answer, int status, string code)
    {
        ((int)answer.StatusCode).ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("code").GetString().ShouldBe(code);
    }
}
