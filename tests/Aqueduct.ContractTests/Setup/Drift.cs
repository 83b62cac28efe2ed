using Aqueduct.Aws;
using Aqueduct.Setup;

namespace Aqueduct.ContractTests.Setup;

/// <summary>What people do to a set-up behind its back.</summary>
internal static class Drift
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static Task AudienceRemovedAsync(SetupWorld world) =>
        DoneAsync(world.Administrator.Iam.RemoveClientIdFromOpenIdConnectProviderAsync(SetupWorld.ProviderArn, $"gitlab-cc-{SetupWorld.Uid}", Cancelled));

    public static Task ProviderTagsLostAsync(SetupWorld world) =>
        DoneAsync(world.Administrator.Iam.UntagOpenIdConnectProviderAsync(SetupWorld.ProviderArn, [Desired.InstanceTag, Desired.ManagedByTag], Cancelled));

    public static async Task TrustPolicyChangedAsync(SetupWorld world)
    {
        (await world.Administrator.Iam.GetRoleAsync(SetupWorld.RoleName, Cancelled)).TryGet(out var role, out _).ShouldBeTrue();
        await DoneAsync(world.Administrator.Iam.UpdateAssumeRolePolicyAsync(
            SetupWorld.RoleName, role!.TrustPolicy.Replace($"{SetupWorld.Uid}:*", "somebody-else:*", StringComparison.Ordinal), Cancelled));
    }

    public static Task SessionCutAsync(SetupWorld world) =>
        DoneAsync(world.Administrator.Iam.UpdateRoleAsync(SetupWorld.RoleName, 3600, null, Cancelled));

    public static Task RoleTagsLostAsync(SetupWorld world) =>
        DoneAsync(world.Administrator.Iam.UntagRoleAsync(SetupWorld.RoleName, [Desired.InstanceTag, Desired.ManagedByTag], Cancelled));

    public static Task PolicyDetachedAsync(SetupWorld world) =>
        DoneAsync(world.Administrator.Iam.DetachRolePolicyAsync(SetupWorld.RoleName, SetupWorld.ManagedPolicy, Cancelled));

    public static async Task CauseAllAsync(SetupWorld world)
    {
        foreach (var cause in (Func<SetupWorld, Task>[])[AudienceRemovedAsync, ProviderTagsLostAsync, TrustPolicyChangedAsync, SessionCutAsync, RoleTagsLostAsync, PolicyDetachedAsync])
            await cause(world);
    }

    private static async Task DoneAsync(Task<AwsResult<Done>> call) => (await call).Failure.ShouldBeNull();
}
