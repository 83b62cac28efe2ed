using System.Text;
using Aqueduct.Setup;
using Microsoft.EntityFrameworkCore;

namespace Aqueduct.Server.Storage;

/// <summary>What set-up remembers, sealed: it holds OAuth secrets.</summary>
internal sealed class SetupState(IDatabase database, ISealer sealer, TimeProvider clock) : ISetupState
{
    private const string Table = "setup_state";
    private const string Column = "sealed";

    public async Task<string?> GetAsync(string key, CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync((db, token) => db.SetupState.FirstOrDefaultAsync(r => r.Key == key, token), cancellationToken);
        return row is null ? null : Encoding.UTF8.GetString(sealer.Open(Table, Column, key, row.Sealed));
    }

    public Task SetAsync(string key, string json, CancellationToken cancellationToken)
    {
        var value = sealer.Seal(Table, Column, key, Encoding.UTF8.GetBytes(json));
        return database.WriteAsync(
            async (db, token) =>
            {
                var row = await db.SetupState.FirstOrDefaultAsync(r => r.Key == key, token);
                if (row is null)
                    db.SetupState.Add(row = new SetupStateRow { Key = key, Sealed = value });
                (row.Sealed, row.UpdatedAt) = (value, clock.GetUtcNow());
                return await db.SaveChangesAsync(token);
            },
            cancellationToken);
    }

    public Task RemoveAsync(string key, CancellationToken cancellationToken) =>
        database.WriteAsync((db, token) => db.SetupState.Where(r => r.Key == key).ExecuteDeleteAsync(token), cancellationToken);
}
