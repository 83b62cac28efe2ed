using System.Text.Json;
using Aqueduct.ContractTests.Tools;
using Aqueduct.StandIns.GitLab.Rehearsal;

namespace Aqueduct.ContractTests.Setup;

/// <summary>SIGKILL after GitLab has executed a change and before its answer arrives, for every change an apply makes.</summary>
public sealed class GitLabInterruptedApplyTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("POST /service_accounts")]
    [InlineData("POST /users/:user_id/personal_access_tokens")]
    [InlineData("POST /applications")]
    [InlineData("POST /hooks")]
    public async Task Killed_after_a_create_the_next_apply_ends_with_one_of_each(string route)
    {
        await using var world = await GitLabSetupWorld.StartAsync();

        await KillInAsync(world, route, "https://aqueduct.example.test");

        await ContinueAsync(world, "https://aqueduct.example.test");
    }

    [Theory]
    [InlineData("POST /applications")]
    [InlineData("DELETE /applications/:id")]
    [InlineData("POST /hooks")]
    [InlineData("DELETE /hooks/:hook_id")]
    public async Task Killed_while_one_takes_anothers_place_the_next_apply_finishes_it(string route)
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await ContinueAsync(world, "https://aqueduct.example.test");

        await KillInAsync(world, route, "https://moved.example.test");

        await ContinueAsync(world, "https://moved.example.test");
    }

    [Theory]
    [InlineData("POST /applications")]
    [InlineData("POST /hooks")]
    public async Task Killed_while_one_takes_anothers_place_the_way_back_is_open(string route)
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await ContinueAsync(world, "https://aqueduct.example.test");

        await KillInAsync(world, route, "https://moved.example.test");

        await ContinueAsync(world, "https://aqueduct.example.test");
    }

    [Fact]
    public async Task Killed_while_a_lost_secret_is_renewed_the_next_apply_renews_it_again()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await ContinueAsync(world, "https://aqueduct.example.test");
        await using (var installation = await world.InstallAsync())
            await installation.State.RemoveAsync(GitLabSetupWorld.ApplicationKey, Cancelled);

        await KillInAsync(world, "POST /applications/:id/renew-secret", "https://aqueduct.example.test");

        await ContinueAsync(world, "https://aqueduct.example.test");
    }

    [Theory]
    [InlineData("POST /users/:user_id/personal_access_tokens")]
    [InlineData("DELETE /personal_access_tokens/:id")]
    public async Task Killed_while_a_lost_token_is_made_anew_the_next_apply_ends_with_one(string route)
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await ContinueAsync(world, "https://aqueduct.example.test");
        await using (var installation = await world.InstallAsync())
            await installation.State.RemoveAsync(GitLabSetupWorld.TokenKey, Cancelled);

        await KillInAsync(world, route, "https://aqueduct.example.test");

        await ContinueAsync(world, "https://aqueduct.example.test");
    }

    [Fact]
    public async Task Killed_while_the_account_is_unblocked_the_next_apply_finds_it_so()
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await ContinueAsync(world, "https://aqueduct.example.test");
        await world.SendAsync(HttpMethod.Post, $"users/{(await world.AccountsAsync()).Single()["id"]}/block");

        await KillInAsync(world, "POST /users/:id/unblock", "https://aqueduct.example.test");

        await ContinueAsync(world, "https://aqueduct.example.test");
    }

    /// <summary>What the process does that the tests kill.</summary>
    private static async Task ApplyAsync(string work)
    {
        var given = JsonSerializer.Deserialize<ChildWork>(work)!;
        await using var installation = await Installation.OpenAsync(
            given.DataFolder, GitLabSetupWorld.Settings(given.Url, given.TokenFile, given.PublicUrl), new(), GitLabSetupWorld.NoTokens.Instance);
        await installation.ApplyAsync();
    }

    private static async Task KillInAsync(GitLabSetupWorld world, string route, string publicUrl)
    {
        var held = world.GitLab.Faults.Add(new(GitLabFaultKind.Hold, route));
        var work = JsonSerializer.Serialize(new ChildWork(world.DataFolder, world.GitLab.Url.ToString(), world.TokenFile, publicUrl));
        using (var child = ChildProcess.Start(ApplyAsync, work))
        {
            await await Task.WhenAny(held.Reached.WaitAsync(Cancelled), child.ReadAsync(Cancelled)); // which fails when the child ends by itself
            await child.KillAsync(Cancelled);
        }

        world.GitLab.Faults.Clear();
    }

    private static async Task ContinueAsync(GitLabSetupWorld world, string publicUrl)
    {
        await using var installation = await world.InstallAsync(GitLabSetupWorld.Settings(world.GitLab.Url.ToString(), world.TokenFile, publicUrl));
        await installation.ApplyAsync();

        (await installation.PlanAsync()).HasChanges.ShouldBeFalse();
        (await world.ApplicationsAsync()).ShouldHaveSingleItem()["callback_url"]!.ToString().ShouldStartWith(publicUrl);
        (await world.HooksAsync()).ShouldHaveSingleItem()["url"]!.ToString().ShouldBe($"{publicUrl}/webhooks/gitlab");
        (await world.AccountsAsync()).ShouldHaveSingleItem()["state"]!.ToString().ShouldBe("active");
        (await world.TakesAsync(installation.State)).ShouldBeTrue();
        (await world.TokensAsync()).ShouldHaveSingleItem();
        (await world.ReadsAsAsync(installation.State)).ShouldBe("amazon-q");
    }

    internal sealed record ChildWork(string DataFolder, string Url, string TokenFile, string PublicUrl);
}
