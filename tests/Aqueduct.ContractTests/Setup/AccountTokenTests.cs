using System.Globalization;
using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.Rehearsal;

namespace Aqueduct.ContractTests.Setup;

public sealed class AccountTokenTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_account_gets_a_token_of_its_own_for_as_long_as_GitLab_allows()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await using var installation = await world.InstallAsync();
        await installation.ApplyAsync();

        var token = (await world.TokensAsync()).ShouldHaveSingleItem();
        ((string)token["name"]!, token["scopes"]!.ToJsonString()).ShouldBe(("Aqueduct", """["api"]"""));
        ((string)token["expires_at"]!).ShouldBe(Day(TimeProvider.System.GetUtcNow().AddDays(365)));
        (await world.ReadsAsAsync(installation.State)).ShouldBe("amazon-q");
    }

    [Fact]
    public async Task A_token_that_is_not_known_here_is_revoked_and_made_anew()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await using var installation = await world.InstallAsync();
        await installation.ApplyAsync();
        var lost = (await world.TokensAsync()).Single();
        await installation.State.RemoveAsync(GitLabSetupWorld.TokenKey, Cancelled);

        (await installation.DriftAsync()).ShouldBe(["Update account token: token, former token"]);
        await installation.ApplyAsync();

        (await world.TokensAsync()).ShouldHaveSingleItem()["id"]!.ToString().ShouldNotBe(lost["id"]!.ToString());
        (await world.ReadsAsAsync(installation.State)).ShouldBe("amazon-q");
        (await installation.PlanAsync()).HasChanges.ShouldBeFalse();
    }

    [Fact]
    public async Task A_token_somebody_revoked_is_made_anew()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await using var installation = await world.InstallAsync();
        await installation.ApplyAsync();
        await world.SendAsync(HttpMethod.Delete, $"personal_access_tokens/{(await world.TokensAsync()).Single()["id"]}");

        (await installation.PlanAsync()).Changes.Single(c => c.Resource == "account token").Note.ShouldBe("the recorded one no longer works at GitLab");
        await installation.ApplyAsync();

        (await world.ReadsAsAsync(installation.State)).ShouldBe("amazon-q");
    }

    [Theory]
    [InlineData(29, true)]
    [InlineData(40, false)]
    public async Task A_token_that_ends_soon_is_renewed_in_time(int daysLeft, bool renewed)
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await using var installation = await world.InstallAsync();
        await installation.ApplyAsync();
        var stored = JsonNode.Parse((await installation.State.GetAsync(GitLabSetupWorld.TokenKey, Cancelled))!)!;
        stored["expires_at"] = Day(TimeProvider.System.GetUtcNow().AddDays(daysLeft));
        stored["at"] = TimeProvider.System.GetUtcNow().AddDays(daysLeft - 365).ToString("O");
        await installation.State.SetAsync(GitLabSetupWorld.TokenKey, stored.ToJsonString(), Cancelled);

        (await installation.DriftAsync()).ShouldBe(renewed ? ["Update account token: expires"] : []);
        await installation.ApplyAsync();

        ((await world.TokensAsync()).ShouldHaveSingleItem()["id"]!.ToString() != stored["id"]!.ToString()).ShouldBe(renewed);
        (await world.ReadsAsAsync(installation.State)).ShouldBe("amazon-q");
    }

    [Fact]
    public async Task A_token_lost_on_the_way_is_made_again_in_the_same_apply()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await using var installation = await world.InstallAsync();
        world.GitLab.Faults.Add(new(GitLabFaultKind.Drop, "POST /users/:user_id/personal_access_tokens"));

        await installation.ApplyAsync();

        (await world.TokensAsync()).ShouldHaveSingleItem();
        (await world.ReadsAsAsync(installation.State)).ShouldBe("amazon-q");
        (await installation.PlanAsync()).HasChanges.ShouldBeFalse();
    }

    [Fact]
    public async Task Other_tokens_of_the_account_stay()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await using var installation = await world.InstallAsync();
        await installation.ApplyAsync();
        await world.SendAsync(HttpMethod.Post, $"users/{(await world.AccountsAsync()).Single()["id"]}/personal_access_tokens",
            new JsonObject { ["name"] = "by hand", ["scopes"] = new JsonArray("read_api") });

        (await installation.PlanAsync()).HasChanges.ShouldBeFalse();
        await installation.DestroyAsync();

        (await world.TokensAsync()).ShouldHaveSingleItem()["name"]!.ToString().ShouldBe("by hand");
        (await installation.State.GetAsync(GitLabSetupWorld.TokenKey, Cancelled)).ShouldBeNull();
    }

    private static string Day(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
