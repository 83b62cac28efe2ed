using Aqueduct.ContractTests.Tools;
using Aqueduct.Setup;
using Aqueduct.StandIns.Aws.Rehearsal;

namespace Aqueduct.ContractTests.Setup;

/// <summary>SIGKILL after AWS has executed a change and before its answer arrives, for every change an apply makes.</summary>
public sealed class InterruptedApplyTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_after_any_create_the_next_apply_ends_with_one_of_each()
    {
        var creates = await ChangesOfAsync(_ => Task.CompletedTask);

        creates.Count.ShouldBe(4);
        foreach (var operation in creates)
            await KillAndContinueAsync(operation, _ => Task.CompletedTask);
    }

    [Fact]
    public async Task Killed_after_any_repair_the_next_apply_finishes_it()
    {
        var repairs = await ChangesOfAsync(Drift.CauseAllAsync);

        repairs.ShouldBe(
        [
            "AddClientIDToOpenIDConnectProvider", "TagOpenIDConnectProvider", "UpdateAssumeRolePolicy", "UpdateRole", "TagRole", "AttachRolePolicy",
        ]);
        foreach (var operation in repairs)
            await KillAndContinueAsync(operation, Drift.CauseAllAsync);
    }

    /// <summary>What the process does that the tests kill.</summary>
    private static async Task ApplyAsync(string work)
    {
        await using var installation = await ChildWork.OpenAsync(work, adopt: false);
        await installation.ApplyAsync();
    }

    /// <summary>The changes of an undisturbed apply, so that none is forgotten here.</summary>
    private static async Task<IReadOnlyList<string>> ChangesOfAsync(Func<SetupWorld, Task> prepare)
    {
        await using var world = await SetupWorld.StartAsync();
        await PrepareAsync(world, prepare);
        var before = world.RequestCount;
        await using var installation = await world.InstallAsync();
        await installation.ApplyAsync();
        return world.Changes(before);
    }

    private static async Task KillAndContinueAsync(string operation, Func<SetupWorld, Task> prepare)
    {
        await using var world = await SetupWorld.StartAsync();
        await PrepareAsync(world, prepare);
        var held = world.Aws.Faults.Add(new(FaultKind.Hold, operation));
        using (var child = ChildProcess.Start(ApplyAsync, await world.DescribeAsync("one")))
        {
            await await Task.WhenAny(held.Reached.WaitAsync(Cancelled), child.ReadAsync(Cancelled)); // which fails when the child ends by itself
            await child.KillAsync(Cancelled);
        }

        world.Aws.Faults.Clear();
        await using var installation = await world.InstallAsync();
        await installation.ApplyAsync();

        (await installation.DriftAsync()).ShouldBeEmpty(operation);
        (await installation.VerifyAsync()).Steps.ShouldAllBe(s => s.Status == VerificationStatus.Passed, operation);
        foreach (var create in (string[])["CreateProfile", "CreateOpenIDConnectProvider", "CreateRole"])
            world.Changes().Count(o => o == create).ShouldBe(1, $"{create} after a kill in {operation}");

        // What an interrupted run made counts as ours.
        await installation.DestroyAsync();
        (await world.Administrator.Profiles.ListProfilesAsync(Cancelled)).TryGet(out var profiles, out _).ShouldBeTrue();
        profiles!.ShouldBeEmpty(operation);
    }

    private static async Task PrepareAsync(SetupWorld world, Func<SetupWorld, Task> prepare)
    {
        if (prepare != Drift.CauseAllAsync)
            return;
        await using (var installation = await world.InstallAsync())
            await installation.ApplyAsync();
        await prepare(world);
    }
}
