using Aqueduct.Setup.Connections;

namespace Aqueduct.Tests.Setup.Connections;

public sealed class RegistrarTests
{
    private const string Nothing = "ResourceNotFoundException: none";
    private const string MayNot = "AccessDeniedException: User: x is not authorized to perform: q:UpdateOAuthAppConnection";
    private const string Bad = "ValidationException/invalidParameter: bad redirectUrl";

    [Fact]
    public async Task The_former_registration_is_put_back_when_AWS_refuses_the_new_one()
    {
        using var amazonQ = await RegisteredAsync();
        amazonQ.Answer("UpdateOAuthAppConnection", MayNot).Answer("CreateOAuthAppConnection", Bad, "{}").Application("gloas-2");

        var failure = await amazonQ.RefusedAsync();

        (failure.Code, failure.Detail.EndsWith("The former registration is in place again; it needs a new consent.", StringComparison.Ordinal)).ShouldBe(("connection-invalid", true));
        amazonQ.Calls.TakeLast(4).ShouldBe(["UpdateOAuthAppConnection", "DeleteOAuthAppConnection", "CreateOAuthAppConnection", "CreateOAuthAppConnection"]);
        (await amazonQ.ShowAsync()).State.ShouldBe(ConnectionState.Incomplete);
        amazonQ.Application("gloas-1");
        amazonQ.Calls.Clear();
        (await amazonQ.ConnectAsync()).Note.ShouldContain("nothing was changed"); // what is there again is known
    }

    [Fact]
    public async Task When_it_cannot_be_put_back_nothing_says_connected_and_the_next_run_continues()
    {
        using var amazonQ = await RegisteredAsync();
        amazonQ.Answer("UpdateOAuthAppConnection", MayNot).Answer("CreateOAuthAppConnection", Bad, Bad).Application("gloas-2");

        (await amazonQ.RefusedAsync()).Detail.ShouldEndWith("Amazon Q is not connected now.");

        (await amazonQ.ShowAsync()).State.ShouldBe(ConnectionState.Interrupted);
        amazonQ.Answer("VerifyOAuthAppConnection", Nothing);
        (await amazonQ.ConnectAsync()).Status.State.ShouldBe(ConnectionState.Incomplete);
        amazonQ.Calls[^1].ShouldBe("CreateOAuthAppConnection");
    }

    [Fact]
    public async Task The_former_registration_is_put_back_even_by_the_run_after_the_one_that_deleted_it()
    {
        using var amazonQ = await RegisteredAsync();
        amazonQ.Answer("UpdateOAuthAppConnection", MayNot).Answer("VerifyOAuthAppConnection", "{}", Nothing)
            .Answer("CreateOAuthAppConnection", "InternalServerException: not created", Bad, "{}").Application("gloas-2");

        (await amazonQ.RefusedAsync()).Detail.ShouldEndWith("The former registration is in place again; it needs a new consent.");

        (await amazonQ.ShowAsync()).State.ShouldBe(ConnectionState.Incomplete);
    }

    [Theory]
    [InlineData("UpdateOAuthAppConnection", Bad, "connection-invalid")]
    [InlineData("DeleteOAuthAppConnection", "AccessDeniedException: User: x is not authorized to perform: q:DeleteOAuthAppConnection", "role-lacks-right")]
    public async Task A_refused_replacement_that_changed_nothing_is_remembered_as_nothing(string operation, string answer, string code)
    {
        using var amazonQ = await RegisteredAsync();
        amazonQ.Answer("UpdateOAuthAppConnection", MayNot).Answer(operation, answer).Application("gloas-2");

        (await amazonQ.RefusedAsync()).Code.ShouldBe(code);

        (await amazonQ.ShowAsync()).State.ShouldBe(ConnectionState.Incomplete);
        amazonQ.Application("gloas-1");
        (await amazonQ.ConnectAsync()).Note.ShouldContain("nothing was changed");
    }

    [Fact]
    public async Task After_a_create_of_unknown_outcome_what_is_there_is_replaced_for_certainty()
    {
        using var amazonQ = ScriptedAmazonQ.SetUp();
        amazonQ.Answer("VerifyOAuthAppConnection", Nothing, "{}").Answer("CreateOAuthAppConnection", "InternalServerException: lost", "{}");

        (await amazonQ.ConnectAsync()).Status.State.ShouldBe(ConnectionState.Incomplete);

        amazonQ.Calls.ShouldBe(["VerifyOAuthAppConnection", "CreateOAuthAppConnection", "VerifyOAuthAppConnection", "UpdateOAuthAppConnection"]);
    }

    [Fact]
    public async Task A_conflict_with_a_deletion_that_is_under_way_counts_as_deleted()
    {
        using var amazonQ = await RegisteredAsync();
        amazonQ.Answer("DeleteOAuthAppConnection", "ConflictException: being deleted");

        (await amazonQ.Open().DisconnectAsync(TestContext.Current.CancellationToken)).TryGet(out var outcome, out _).ShouldBeTrue();

        outcome!.Status.State.ShouldBe(ConnectionState.NotConnected);
    }

    [Fact]
    public async Task Another_account_or_region_is_not_connected_to_before_the_first_is_left()
    {
        using var amazonQ = await RegisteredAsync();
        amazonQ.Calls.Clear();
        amazonQ.MoveRole("arn:aws:iam::444455556666:role/QDeveloperAccess");

        var failure = await amazonQ.RefusedAsync();

        (failure.Code, failure.Fix.Contains("aqueduct connection disconnect", StringComparison.Ordinal)).ShouldBe(("connection-elsewhere", true));
        amazonQ.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_missing_is_told_at_once()
    {
        using var amazonQ = ScriptedAmazonQ.NotSetUp();

        (await amazonQ.Open().ConnectAsync(replace: false, TestContext.Current.CancellationToken)).TryGet(out _, out var failures).ShouldBeFalse();

        failures!.Select(f => (f.Code, f.Fix)).ShouldBe(
            [("role-missing", "Run `aqueduct setup apply --only aws`."), ("application-missing", "Run `aqueduct setup apply --only gitlab`.")]);
    }

    [Fact]
    public async Task An_instance_without_https_is_refused_before_AWS_is_asked()
    {
        using var amazonQ = ScriptedAmazonQ.SetUp();
        amazonQ.Application("gloas-1", "http://gitlab.example.test");

        (await amazonQ.RefusedAsync()).Code.ShouldBe("instance-not-https");
        amazonQ.Calls.ShouldBeEmpty();
    }

    private static async Task<ScriptedAmazonQ> RegisteredAsync()
    {
        var amazonQ = ScriptedAmazonQ.SetUp().Answer("VerifyOAuthAppConnection", Nothing);
        await amazonQ.ConnectAsync();
        return amazonQ;
    }
}
