using System.Net.Http.Json;
using System.Text.Json;

namespace Aqueduct.ContractTests.Server.Settings;

public sealed class AvailabilityApiTests : IAsyncLifetime
{
    private const string Availability = "/api/v1/availability/";

    private PlantedServer planted = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => planted = await PlantedServer.StartAsync();

    public ValueTask DisposeAsync() => planted.DisposeAsync();

    [Fact]
    public async Task A_value_its_origin_and_its_lock_are_told_by_path_and_by_number()
    {
        await PutAsync("instance", """{"value":"never_on"}""", "\"0\"");

        var byPath = await GetAsync(Availability + "projects/acme/platform/ledger");
        var byNumber = await GetAsync(Availability + "projects/3");
        var encoded = await GetAsync(Availability + "projects/acme%2Fplatform%2Fledger");

        byPath.GetRawText().ShouldBe(byNumber.GetRawText());
        byPath.GetRawText().ShouldBe(encoded.GetRawText());
        byPath.GetProperty("value").GetString().ShouldBe("off");
        byPath.GetProperty("is_on").GetBoolean().ShouldBeFalse();
        byPath.GetProperty("from").GetProperty("kind").GetString().ShouldBe("instance");
        byPath.GetProperty("locked_by").GetProperty("kind").GetString().ShouldBe("instance");
        byPath.GetProperty("place").GetProperty("path").GetString().ShouldBe("acme/platform/ledger");
    }

    [Fact]
    public async Task A_write_names_the_version_it_changes()
    {
        var read = await planted.Server.Local.GetAsync(Availability + "groups/acme", Cancelled);
        read.Headers.ETag!.Tag.ShouldBe("\"0\"");

        (await ProblemAsync(await PutAsync("groups/acme", """{"value":"default_off"}""", ifMatch: null), 428)).ShouldBe("if-match-missing");
        var changed = await PutAsync("groups/acme", """{"value":"default_off"}""", "\"0\"");
        changed.IsSuccessStatusCode.ShouldBeTrue();
        changed.Headers.ETag!.Tag.ShouldBe("\"1\"");

        (await ProblemAsync(await PutAsync("groups/acme", """{"value":"default_on"}""", "\"0\""), 412)).ShouldBe("availability-conflict");
        (await ProblemAsync(await PutAsync("groups/acme", """{"value":"default_on"}""", "W/\"1\""), 412)).ShouldBe("availability-conflict");
        (await PutAsync("groups/acme", """{"value":"default_on"}""", "*")).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Theory]
    [InlineData("projects/acme/shop", """{"value":"never_on"}""", 422, "availability-invalid")]
    [InlineData("projects/acme/shop", """{"value":"off","auto_review":true}""", 422, "auto-review-needs-on")]
    [InlineData("projects/acme/shop", """{"value":"sometimes"}""", 400, "invalid-request")]
    [InlineData("projects/acme/shop", """{"value":1}""", 400, "invalid-request")]
    [InlineData("projects/acme/shop", """{"valeu":"on"}""", 400, "invalid-request")]
    [InlineData("projects/acme/shop", "{}", 400, "invalid-request")]
    [InlineData("projects/acme/shop", "", 400, "invalid-request")]
    [InlineData("projects/acme/nothing", """{"value":"on"}""", 404, "not-found")]
    [InlineData("groups/", """{"value":"default_on"}""", 404, "not-found")]
    public async Task What_cannot_be_set_is_refused_with_a_fix(string place, string body, int status, string code) =>
        (await ProblemAsync(await PutAsync(place, body, "*"), status)).ShouldBe(code);

    [Fact]
    public async Task What_is_locked_is_refused_and_names_the_lock()
    {
        await PutAsync("groups/acme", """{"value":"never_on"}""", "*");

        (await ProblemAsync(await PutAsync("projects/4", """{"value":"on"}""", "*"), 409)).ShouldBe("availability-locked");
    }

    [Fact]
    public async Task The_tree_is_paged_groups_first_with_what_holds()
    {
        await PutAsync("projects/acme/shop", """{"value":"off"}""", "*");

        var first = await GetAsync("/api/v1/tree/groups/acme?limit=1");
        Paths(first).ShouldBe(["acme/platform"]);
        var second = await GetAsync($"/api/v1/tree/groups/acme?limit=1&after={first.GetProperty("next").GetString()}");
        Paths(second).ShouldBe(["acme/shop"]);
        second.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);
        second.GetProperty("items")[0].GetProperty("availability").GetProperty("value").GetString().ShouldBe("off");
        Paths(await GetAsync("/api/v1/tree/instance")).ShouldBe(["acme"]);
    }

    [Fact]
    public async Task What_differs_from_its_parent_is_found_at_any_depth()
    {
        await PutAsync("projects/3", """{"value":"off"}""", "*");
        await PutAsync("projects/4", """{"value":"on"}""", "*"); // as above anyway

        Paths(await GetAsync("/api/v1/tree/instance?differs=true")).ShouldBe(["acme/platform/ledger"]);
        Paths(await GetAsync("/api/v1/tree/groups/acme/platform?differs=true")).ShouldBe(["acme/platform/ledger"]);
        await PutAsync("groups/acme", """{"value":"default_off"}""", "*");
        var page = await GetAsync("/api/v1/tree/instance?differs=true&limit=1");
        Paths(page).ShouldBe(["acme"]);
        Paths(await GetAsync($"/api/v1/tree/instance?differs=true&limit=1&after={page.GetProperty("next").GetString()}")).ShouldBe(["acme/shop"]);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=201")]
    [InlineData("after=nowhere")]
    [InlineData("after=group.1.%00")]
    [InlineData("differs=1")]
    [InlineData("after=group.1.a&after=group.1.a")]
    public async Task A_query_that_is_none_is_refused(string query) =>
        await ProblemAsync(await planted.Server.Local.GetAsync("/api/v1/tree/instance?" + query, Cancelled), 400);

    [Fact]
    public async Task Many_places_are_previewed_then_changed()
    {
        const string places = """[{"kind":"project","id":3,"version":0},{"kind":"project","id":4,"version":0},{"kind":"project","id":99,"version":0},{"kind":"group","id":1,"version":0}]""";

        var preview = await ChangeAsync($$"""{"preview":true,"value":"off","places":{{places}}}""");
        Statuses(preview).ShouldBe(["changed", "changed", "not_found", "invalid"]);
        (await GetAsync(Availability + "projects/3")).GetProperty("value").GetString().ShouldBe("on");

        Statuses(await ChangeAsync($$"""{"value":"off","places":{{places}}}""")).ShouldBe(["changed", "changed", "not_found", "invalid"]);
        (await GetAsync(Availability + "projects/3")).GetProperty("value").GetString().ShouldBe("off");
        Statuses(await ChangeAsync($$"""{"value":"on","places":{{places}}}""")).ShouldBe(["conflict", "conflict", "not_found", "invalid"]);

        var withoutVersion = await planted.Server.Local.PostAsync(Availability + "changes", new StringContent("""{"value":"on","places":[{"kind":"project","id":3}]}"""), Cancelled);
        await ProblemAsync(withoutVersion, 428);
    }

    private async Task<JsonElement> GetAsync(string path) => await planted.Server.Local.GetFromJsonAsync<JsonElement>(path, Cancelled);

    private async Task<JsonElement> ChangeAsync(string body)
    {
        using var response = await planted.Server.Local.PostAsync(Availability + "changes", new StringContent(body), Cancelled);
        return (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("outcomes");
    }

    private async Task<HttpResponseMessage> PutAsync(string place, string body, string? ifMatch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Availability + place) { Content = new StringContent(body) };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await planted.Server.Local.SendAsync(request, Cancelled);
    }

    private static async Task<string?> ProblemAsync(HttpResponseMessage response, int status)
    {
        ((int)response.StatusCode).ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        problem.GetProperty("fix").GetString().ShouldNotBeNullOrEmpty();
        return problem.GetProperty("code").GetString();
    }

    private static IEnumerable<string?> Paths(JsonElement page) =>
        page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("availability").GetProperty("place").GetProperty("path").GetString());

    private static IEnumerable<string?> Statuses(JsonElement outcomes) => outcomes.EnumerateArray().Select(o => o.GetProperty("status").GetString());
}
