using System.Text;
using Aqueduct.ContractTests.Tools;
using Aqueduct.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Aqueduct.ContractTests.Storage;

public sealed class SqliteSetupStateTests() : SetupStateContract(new SqliteEngine());

public sealed class PostgresSetupStateTests(PostgresFixture server) : SetupStateContract(new PostgresEngine(server));

public abstract class SetupStateContract(StorageEngine engine) : StorageContract(engine)
{
    [Fact]
    public async Task What_was_set_last_is_remembered_across_a_restart()
    {
        await Storage.SetupState.SetAsync("role", """{"intent":"create"}""", Cancelled);
        await Storage.SetupState.SetAsync("role", """{"arn":"é"}""", Cancelled);

        await ReopenAsync();
        (await Storage.SetupState.GetAsync("role", Cancelled)).ShouldBe("""{"arn":"é"}""");
    }

    [Fact]
    public async Task What_was_never_set_or_is_removed_is_null()
    {
        await Storage.SetupState.SetAsync("role", "{}", Cancelled);
        await Storage.SetupState.RemoveAsync("role", Cancelled);
        await Storage.SetupState.RemoveAsync("role", Cancelled);

        (await Storage.SetupState.GetAsync("role", Cancelled)).ShouldBeNull();
        (await Storage.SetupState.GetAsync("Role", Cancelled)).ShouldBeNull();
    }

    [Fact]
    public async Task The_database_holds_no_plain_text()
    {
        await Storage.SetupState.SetAsync("oauth", """{"secret":"very-secret"}""", Cancelled);

        var row = await Database.ReadAsync((db, token) => db.SetupState.SingleAsync(token), Cancelled);
        Encoding.Latin1.GetString(row.Sealed).ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_value_moved_to_another_row_is_refused_without_being_told()
    {
        await Storage.SetupState.SetAsync("a", """{"secret":"very-secret"}""", Cancelled);
        await Storage.SetupState.SetAsync("b", "{}", Cancelled);
        await Database.WriteAsync(
            async (db, token) =>
            {
                var value = (await db.SetupState.SingleAsync(r => r.Key == "a", token)).Sealed;
                return await db.SetupState.Where(r => r.Key == "b").ExecuteUpdateAsync(set => set.SetProperty(r => r.Sealed, value), token);
            },
            Cancelled);

        var refused = await Should.ThrowAsync<StorageException>(Storage.SetupState.GetAsync("b", Cancelled));
        refused.Failure.Code.ShouldBe("sealed-value-refused");
        refused.Failure.Detail.ShouldContain("setup_state.sealed, row 'b'");
        refused.ToString().ShouldNotContain("very-secret");
    }
}
