using Aqueduct.StandIns.GitLab.Rehearsal;

namespace Aqueduct.ContractTests.Setup;

/// <summary>Two first applies with one public address, from two data folders: both have looked before either has made anything.</summary>
public sealed class SimultaneousApplyTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET /applications", "OAuth application")]
    [InlineData("GET /hooks", "system hook")]
    public async Task The_later_one_deletes_its_own_and_says_so(string lookedAt, string resource)
    {
        await using var world = await GitLabSetupWorld.StartAsync();
        await using var first = await world.InstallAsync();
        await using var later = await Installation.OpenAsync(world.DataFolder + "-later", world.Settings(), new(), GitLabSetupWorld.NoTokens.Instance);
        var plan = await later.PlanAsync();
        var fault = world.GitLab.Faults.Add(new(GitLabFaultKind.Hold, lookedAt));
        var applying = later.Session.ApplyAsync(plan, null, Cancelled);
        await fault.Reached.WaitAsync(Cancelled);

        await first.ApplyAsync();
        fault.Release();
        var lost = await applying;

        lost.Failure!.Code.ShouldBe("gitlab-made-twice");
        lost.Failure.Detail.ShouldContain($"the {resource} of");
        (await world.ApplicationsAsync()).ShouldHaveSingleItem();
        (await world.HooksAsync()).ShouldHaveSingleItem();
        (await world.TakesAsync(first.State)).ShouldBeTrue();
        (await first.PlanAsync()).HasChanges.ShouldBeFalse();
    }
}
