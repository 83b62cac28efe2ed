using System.Text.Json;
using Aqueduct.ContractTests.Tools;
using Aqueduct.Setup;
using Aqueduct.Setup.Policies;

namespace Aqueduct.ContractTests.Setup;

public sealed class RightsTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static string MinimalPolicy(SetupSettings settings)
    {
        Desired.From(settings).TryGet(out var desired, out _).ShouldBeTrue();
        return AdministratorPolicy.Write(desired!.In("111122223333"));
    }

    [Fact]
    public async Task The_minimal_policy_is_enough_for_everything_set_up_does()
    {
        await using var world = await SetupWorld.StartAsync();
        var settings = await AsUserAsync(world, MinimalPolicy(world.Settings()));
        await using (var installation = await world.InstallAsync(settings: settings))
            await installation.ApplyAsync();
        await Drift.CauseAllAsync(world);

        await using (var installation = await world.InstallAsync(settings: settings))
        {
            await installation.ApplyAsync();
            (await installation.VerifyAsync()).Steps.ShouldAllBe(s => s.Status == VerificationStatus.Passed);
        }

        var inline = settings with { Role = new() { Policy = Aqueduct.Setup.Configuration.RolePolicy.Inline } };
        await using (var installation = await world.InstallAsync(settings: inline))
        {
            await installation.ApplyAsync();
            await installation.DestroyAsync();
        }
    }

    [Fact]
    public async Task The_minimal_policy_is_enough_for_a_take_over_and_the_way_back()
    {
        await using var world = await SetupWorld.StartAsync();
        await HandMade.MakeAsync(world, sessionSeconds: 3_600, without: "q:SendEvent");
        var handMade = await HandMade.SnapshotAsync(world);
        var settings = await AsUserAsync(world, MinimalPolicy(world.Settings())) with { Adopt = true };
        await using var installation = await world.InstallAsync(settings: settings);

        await installation.ApplyAsync();
        await installation.DestroyAsync();

        (await HandMade.SnapshotAsync(world)).ShouldBe(handMade);
    }

    [Fact]
    public async Task A_missing_right_is_named_with_the_minimal_policy_and_apply_continues_once_it_is_given()
    {
        await using var world = await SetupWorld.StartAsync();
        var policy = MinimalPolicy(world.Settings());
        var settings = await AsUserAsync(world, policy.Replace("\"iam:CreateRole\",", "", StringComparison.Ordinal));
        await using (var installation = await world.InstallAsync(settings: settings))
        {
            var outcome = await installation.Session.ApplyAsync(await installation.PlanAsync(), null, Cancelled);

            outcome.Failure!.Code.ShouldBe("missing-right");
            outcome.Failure.Detail.ShouldStartWith("These AWS credentials may not do iam:CreateRole:");
            outcome.Failure.Fix.ShouldEndWith(policy);
            outcome.Changes.Select(c => c.Resource).ShouldBe(["issuer", "Q Developer profile", "IAM identity provider"]);
        }

        await using var continued = await world.InstallAsync();
        (await continued.ApplyAsync()).Changes.Where(c => c.Kind is ChangeKind.Create).Select(c => c.Resource).ShouldBe(["IAM role", "permissions"]);
    }

    [Fact]
    public async Task Credentials_without_any_right_get_one_message_with_every_action_of_the_plan()
    {
        await using var world = await SetupWorld.StartAsync();
        var settings = await AsUserAsync(world, """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}""");
        await using var installation = await world.InstallAsync(settings: settings);

        var failure = (await installation.PlanRefusedAsync()).ShouldHaveSingleItem();

        failure.Detail.ShouldContain("codewhisperer:ListProfiles");
        failure.Detail.ShouldContain("iam:GetOpenIDConnectProvider");
        failure.Detail.ShouldContain("iam:GetRole");
    }

    /// <summary>An IAM user with the one policy, made by boto3.</summary>
    private static async Task<SetupSettings> AsUserAsync(SetupWorld world, string policy)
    {
        Boto3.Require();
        var keys = await new Boto3(new(world.Aws.Url)).RunAsync(
            $$"""
            iam = client("iam")
            call(iam, "create_user", UserName="helper")
            call(iam, "put_user_policy", UserName="helper", PolicyName="rights", PolicyDocument={{JsonSerializer.Serialize(policy)}})
            show(call(iam, "create_access_key", UserName="helper")["AccessKey"])
            """,
            Cancelled);
        return world.Settings() with { Aws = world.AwsOptions((string)keys[0]!["AccessKeyId"]!, (string)keys[0]!["SecretAccessKey"]!) };
    }
}
