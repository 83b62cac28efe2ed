using Aqueduct.Setup;

namespace Aqueduct.ContractTests.Setup;

public sealed class DriftTests
{
    [Theory]
    [InlineData(nameof(Drift.AudienceRemovedAsync), "Update IAM identity provider: audience", "does not list the audience")]
    [InlineData(nameof(Drift.ProviderTagsLostAsync), "Update IAM identity provider: tag aqueduct:instance-uid, tag aqueduct:managed-by", null)]
    [InlineData(nameof(Drift.TrustPolicyChangedAsync), "Update IAM role: trust policy: StringLike aqueduct.example.test/cc/oidc/6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11:sub", "the trust policy of")]
    [InlineData(nameof(Drift.SessionCutAsync), "Update IAM role: maximum session duration", "shorter sessions than the 12 hours")]
    [InlineData(nameof(Drift.RoleTagsLostAsync), "Update IAM role: tag aqueduct:instance-uid, tag aqueduct:managed-by", null)]
    [InlineData(nameof(Drift.PolicyDetachedAsync), "Create permissions: managed policy", "not authorized to perform")]
    public async Task A_change_behind_our_back_shows_in_the_plan_breaks_verify_and_is_mended(string cause, string drift, string? brokenBy)
    {
        await using var world = await SetupWorld.StartAsync();
        await using (var before = await world.InstallAsync())
            await before.ApplyAsync();
        await AgeAsync(world);
        await (Task)typeof(Drift).GetMethod(cause)!.Invoke(null, [world])!;

        await using var installation = await world.InstallAsync();
        (await installation.DriftAsync()).ShouldBe([drift]);
        var broken = await installation.VerifyAsync();
        broken.Passed.ShouldBe(brokenBy is null);
        if (brokenBy is not null)
            broken.Steps.ShouldContain(s => s.Status == VerificationStatus.Failed && s.Detail.Contains(brokenBy) && s.Fix != null);

        await installation.ApplyAsync();
        (await installation.DriftAsync()).ShouldBeEmpty();
        (await installation.VerifyAsync()).Passed.ShouldBeTrue();
    }

    /// <summary>Makes our last write old, so that a refusal is not taken for IAM's delay and waited out.</summary>
    private static async Task AgeAsync(SetupWorld world)
    {
        await using var installation = await world.InstallAsync();
        foreach (var key in (string[])["aws.role", "aws.identity-provider"])
        {
            var record = await installation.State.GetAsync(key, TestContext.Current.CancellationToken);
            var aged = System.Text.RegularExpressions.Regex.Replace(record!, "\"at\":\"[^\"]+\"", "\"at\":\"2020-01-01T00:00:00+00:00\"");
            aged.ShouldNotBe(record);
            await installation.State.SetAsync(key, aged, TestContext.Current.CancellationToken);
        }
    }
}
