using Aqueduct.ContractTests.Tools;
using Aqueduct.Setup;
using Aqueduct.StandIns.Aws.Rehearsal;

namespace Aqueduct.ContractTests.Setup;

/// <summary>SIGKILL after AWS has executed a change and before its answer arrives, for every change of a take-over and of the way back.</summary>
public sealed class InterruptedTakeOverTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("CreateOpenIDConnectProvider")]
    [InlineData("UpdateAssumeRolePolicy")]
    [InlineData("UpdateRole")]
    [InlineData("TagRole")]
    [InlineData("AttachRolePolicy")]
    public async Task Killed_in_a_take_over_the_next_one_finishes_it_and_the_way_back_still_knows_what_was_there(string operation)
    {
        await using var world = await SetupWorld.StartAsync();
        var handMade = await MakeAsync(world);
        await KillAsync(world, AdoptAsync, operation);

        await using var installation = await InstallAsync(world);
        await installation.ApplyAsync();

        (await installation.DriftAsync()).ShouldBeEmpty();
        (await installation.VerifyAsync()).Steps.ShouldAllBe(s => s.Status == VerificationStatus.Passed);
        (await HandMade.AssumeAsGitLabAsync(world)).ShouldBeNull();
        await installation.DestroyAsync();
        (await HandMade.SnapshotAsync(world)).ShouldBe(handMade);
    }

    [Theory]
    [InlineData("DetachRolePolicy")]
    [InlineData("UpdateAssumeRolePolicy")]
    [InlineData("UpdateRole")]
    [InlineData("UntagRole")]
    [InlineData("DeleteOpenIDConnectProvider")]
    public async Task Killed_on_the_way_back_the_next_destroy_goes_on_to_what_was_there(string operation)
    {
        await using var world = await SetupWorld.StartAsync();
        var handMade = await MakeAsync(world);
        await using (var adopting = await InstallAsync(world))
            await adopting.ApplyAsync();
        await KillAsync(world, DestroyAsync, operation);

        await using var installation = await InstallAsync(world);
        await installation.DestroyAsync();

        (await HandMade.SnapshotAsync(world)).ShouldBe(handMade);
        (await installation.DestroyAsync()).Changes.ShouldBeEmpty();
    }

    /// <summary>Holds the two lists above against what is really changed.</summary>
    [Fact]
    public async Task No_change_is_forgotten_here()
    {
        await using var world = await SetupWorld.StartAsync();
        await MakeAsync(world);
        var before = world.RequestCount;
        await using var installation = await InstallAsync(world);

        await installation.ApplyAsync();
        await installation.DestroyAsync();

        world.Changes(before).ShouldBe(
        [
            "CreateOpenIDConnectProvider", "UpdateAssumeRolePolicy", "UpdateRole", "TagRole", "AttachRolePolicy",
            "DetachRolePolicy", "UpdateAssumeRolePolicy", "UpdateRole", "UntagRole", "DeleteOpenIDConnectProvider",
        ]);
    }

    /// <summary>So unlike what is wanted that a take-over has everything to do.</summary>
    private static async Task<string> MakeAsync(SetupWorld world)
    {
        await HandMade.MakeAsync(world, sessionSeconds: 3_600, without: "q:SendEvent");
        return await HandMade.SnapshotAsync(world);
    }

    private static Task<Installation> InstallAsync(SetupWorld world) => world.InstallAsync(settings: world.Settings() with { Adopt = true });

    private static async Task AdoptAsync(string work)
    {
        await using var installation = await ChildWork.OpenAsync(work, adopt: true);
        await installation.ApplyAsync();
    }

    private static async Task DestroyAsync(string work)
    {
        await using var installation = await ChildWork.OpenAsync(work, adopt: false);
        await installation.DestroyAsync();
    }

    private static async Task KillAsync(SetupWorld world, Func<string, Task> work, string operation)
    {
        var held = world.Aws.Faults.Add(new(FaultKind.Hold, operation));
        using (var child = ChildProcess.Start(work, await world.DescribeAsync("one")))
        {
            await await Task.WhenAny(held.Reached.WaitAsync(Cancelled), child.ReadAsync(Cancelled)); // which fails when the child ends by itself
            await child.KillAsync(Cancelled);
        }

        world.Aws.Faults.Clear();
    }
}
