using Aqueduct.Setup;
using Aqueduct.Setup.Connections;
using Aqueduct.StandIns.Aws.Rehearsal;

namespace Aqueduct.ContractTests.Connections;

public sealed class ConnectionTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connect_consent_and_verify_prove_both_ways()
    {
        await using var world = await ConnectionWorld.StartAsync();

        var connected = await world.ConnectAsync();

        connected.Status.State.ShouldBe(ConnectionState.Incomplete);
        (await world.VerifyAsync()).Steps.Select(s => (s.Name, s.Status)).ShouldBe(
        [
            ("registration", VerificationStatus.Passed), ("GITLAB_INSTANCE_REACHABILITY", VerificationStatus.Passed), ("GITLAB_CREDENTIAL_VALIDITY", VerificationStatus.Failed),
        ]);
        (await world.ConsentAsync(connected.ConsentUrl!)).State.ShouldBe(ConnectionState.Connected);
        (await world.VerifyAsync()).Passed.ShouldBeTrue();
        world.Changes().ShouldBe(["CreateOAuthAppConnection", "CreateAuthGrant"]);

        // A second connect has nothing to do, and nobody has to consent again.
        var again = await world.ConnectAsync();
        (again.Status.State, again.ConsentUrl).ShouldBe((ConnectionState.Connected, null));
        world.Changes().Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_second_consent_updates_the_grant()
    {
        await using var world = await ConnectionWorld.StartAsync();
        await world.ConsentAsync((await world.ConnectAsync()).ConsentUrl!);
        world.GitLab.RevokeEverything();

        var verified = await world.VerifyAsync();
        verified.Steps[^1].Detail.ShouldStartWith("consent needed; FAILED");
        verified.Steps[^1].Fix!.ShouldContain("aqueduct connection connect");
        (await world.ShowAsync()).State.ShouldBe(ConnectionState.Incomplete);

        (await world.ConsentAsync((await world.ConnectAsync()).ConsentUrl!)).State.ShouldBe(ConnectionState.Connected);
        world.Changes().ShouldBe(["CreateOAuthAppConnection", "CreateAuthGrant", "UpdateAuthGrant"]);
    }

    [Fact]
    public async Task A_renewed_secret_is_registered_by_delete_and_create_where_the_role_may_not_update()
    {
        await using var world = await ConnectionWorld.StartAsync();
        await world.ConsentAsync((await world.ConnectAsync()).ConsentUrl!);
        await world.RenewSecretAsync();

        var connected = await world.ConnectAsync();

        world.Changes().Skip(2).ShouldBe(["DeleteOAuthAppConnection", "CreateOAuthAppConnection"]);
        world.Held!.ClientSecret.ShouldBe("gloas-renewed");
        connected.ConsentUrl.ShouldNotBeNull(); // the grants went with the former one
        (await world.ConsentAsync(connected.ConsentUrl)).State.ShouldBe(ConnectionState.Connected);
    }

    [Fact]
    public async Task Where_the_role_may_update_a_renewed_secret_needs_no_new_consent()
    {
        await using var world = await ConnectionWorld.StartAsync();
        world.GrantUpdate();
        await world.ConsentAsync((await world.ConnectAsync()).ConsentUrl!);
        await world.RenewSecretAsync();

        (await world.ConnectAsync()).Status.State.ShouldBe(ConnectionState.Connected);

        world.Changes().Skip(2).ShouldBe(["UpdateOAuthAppConnection"]);
        (await world.VerifyAsync()).Passed.ShouldBeTrue();
    }

    [Fact]
    public async Task Another_role_registers_again()
    {
        await using var world = await ConnectionWorld.StartAsync();
        await world.ConnectAsync();
        await using (var installation = await world.InstallAsync())
        {
            // As if the set-up had made this role before: its session registers.
            var known = (await installation.State.GetAsync("connection", Cancelled))!;
            await installation.State.SetAsync("connection", known.Replace(ConnectionWorld.RoleArn, "arn:aws:iam::111122223333:role/Former", StringComparison.Ordinal), Cancelled);
        }

        (await world.ConnectAsync()).Status.RoleArn.ShouldBe(ConnectionWorld.RoleArn);
        world.Changes().Skip(1).ShouldBe(["DeleteOAuthAppConnection", "CreateOAuthAppConnection"]);
    }

    [Fact]
    public async Task A_connection_nobody_here_made_is_left_alone_unless_its_place_is_asked_for()
    {
        await using var world = await ConnectionWorld.StartAsync();
        world.Hold(ConnectionWorld.Foreign);

        var failure = await world.ConnectRefusedAsync();

        failure.Code.ShouldBe("connection-unknown");
        failure.Fix.ShouldContain("aqueduct connection connect --replace");
        world.Held!.ClientId.ShouldBe("theirs");
        (await world.ShowAsync()).State.ShouldBe(ConnectionState.NotConnected);
        await world.DisconnectAsync();
        world.Held!.ClientId.ShouldBe("theirs");

        await world.ConnectAsync(replace: true);
        world.Held!.ClientId.ShouldBe(SmallGitLab.ClientId);
    }

    [Fact]
    public async Task Who_is_overtaken_by_another_one_is_told()
    {
        await using var world = await ConnectionWorld.StartAsync();
        var held = world.Aws.Faults.Add(new(FaultKind.Hold, "VerifyOAuthAppConnection"));
        var connecting = world.ConnectRefusedAsync();
        await held.Reached.WaitAsync(Cancelled);
        world.Hold(ConnectionWorld.Foreign);
        held.Release();

        (await connecting).Code.ShouldBe("connection-busy");
        world.Held!.ClientId.ShouldBe("theirs");
        (await world.ShowAsync()).State.ShouldBe(ConnectionState.NotConnected);
    }

    [Fact]
    public async Task Disconnect_keeps_what_brings_it_back()
    {
        await using var world = await ConnectionWorld.StartAsync();
        await world.ConnectAsync();

        (await world.DisconnectAsync()).Status.State.ShouldBe(ConnectionState.NotConnected);

        world.Held.ShouldBeNull();
        (await world.DisconnectAsync()).Note.ShouldContain("nothing was changed");
        await world.ConnectAsync();
        world.Held!.ClientId.ShouldBe(SmallGitLab.ClientId);
    }

    [Fact]
    public async Task A_connection_deleted_behind_our_back_is_noticed_and_connected_again()
    {
        await using var world = await ConnectionWorld.StartAsync();
        await world.ConnectAsync();
        world.Hold(null);

        (await world.VerifyAsync()).Steps.ShouldHaveSingleItem().Detail.ShouldContain("behind our back");
        (await world.ShowAsync()).State.ShouldBe(ConnectionState.NotConnected);
        (await world.ConnectAsync()).Status.State.ShouldBe(ConnectionState.Incomplete);
    }

    [Fact]
    public async Task A_disconnect_of_what_is_gone_already_is_done()
    {
        await using var world = await ConnectionWorld.StartAsync();
        await world.ConnectAsync();
        world.Hold(null);

        (await world.DisconnectAsync()).Status.State.ShouldBe(ConnectionState.NotConnected);
    }

    [Fact]
    public async Task Without_a_profile_the_fix_is_told_and_nothing_says_ready()
    {
        await using var world = await ConnectionWorld.StartAsync();
        world.Aws.World.Change(w => w.Profiles.In("us-east-1").Clear());

        var failure = await world.ConnectRefusedAsync();

        (failure.Code, failure.Fix).ShouldBe(("profile-missing",
            "Run `aqueduct setup apply --only aws`, which creates it; or create it in the Amazon Q Developer console (Get started). Then run the command again."));
        (await world.ShowAsync()).State.ShouldBe(ConnectionState.NotConnected);
    }

    [Theory]
    [InlineData("CreateOAuthAppConnection")]
    [InlineData("DeleteOAuthAppConnection")]
    [InlineData("UpdateOAuthAppConnection")]
    public async Task A_lost_answer_of_a_registration_is_made_good_in_the_same_run(string operation)
    {
        await using var world = await ConnectionWorld.StartAsync();
        if (operation is "UpdateOAuthAppConnection")
            world.GrantUpdate();
        if (operation is not "CreateOAuthAppConnection")
        {
            await world.ConnectAsync();
            await world.RenewSecretAsync();
        }

        world.Aws.Faults.Add(new(FaultKind.Drop, operation));
        await world.ConnectAsync();

        world.Held!.ClientSecret.ShouldBe(world.GitLab.ClientSecret);
        (await world.ShowAsync()).State.ShouldBe(ConnectionState.Incomplete);
    }

    [Fact]
    public async Task A_lost_answer_of_a_consent_is_asked_for_again()
    {
        await using var world = await ConnectionWorld.StartAsync();
        var connected = await world.ConnectAsync();
        world.Aws.Faults.Add(new(FaultKind.Drop, "CreateAuthGrant"));

        (await world.ConsentAsync(connected.ConsentUrl!)).State.ShouldBe(ConnectionState.Connected);
    }
}
