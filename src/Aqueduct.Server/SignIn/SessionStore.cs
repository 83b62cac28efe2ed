using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Aqueduct.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Aqueduct.Server.SignIn;

/// <summary>A session as it is stored.</summary>
internal sealed record StoredSession(string Id, Session Session, DateTimeOffset CheckedAt, DateTimeOffset EndsAt);

/// <summary>The sessions in the database: any replica knows them, and one that is removed is over everywhere.</summary>
internal sealed class SessionStore(IDatabase database, ISealer sealer)
{
    private const string Table = "sign_in_sessions";
    private const string Column = "sealed";

    /// <summary>The name of the session a cookie opens.</summary>
    public static string IdOf(string cookie) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(cookie)));

    public async Task<StoredSession?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync((db, token) => db.SignInSessions.FirstOrDefaultAsync(r => r.Id == id, token), cancellationToken);
        if (row is null)
            return null;
        var session = JsonSerializer.Deserialize(sealer.Open(Table, Column, id, row.Sealed), SignInJson.Default.Session)!;
        return new(id, session, row.CheckedAt, row.EndsAt);
    }

    /// <summary>Adds it, and removes those that are over.</summary>
    public Task AddAsync(StoredSession stored, CancellationToken cancellationToken)
    {
        var now = stored.CheckedAt;
        var row = new SignInSessionRow
        {
            Id = stored.Id, UserId = stored.Session.UserId, Sealed = Seal(stored), CheckedAt = now, EndsAt = stored.EndsAt,
        };
        return database.WriteAsync(
            async (db, token) =>
            {
                await db.SignInSessions.Where(r => r.EndsAt <= now).ExecuteDeleteAsync(token);
                db.SignInSessions.Add(row);
                return await db.SaveChangesAsync(token);
            },
            cancellationToken);
    }

    /// <summary>Keeps what a check brought; a session that was ended meanwhile stays ended.</summary>
    public Task KeepAsync(StoredSession stored, CancellationToken cancellationToken)
    {
        var value = Seal(stored);
        return database.WriteAsync(
            (db, token) => db.SignInSessions.Where(r => r.Id == stored.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.Sealed, value).SetProperty(r => r.CheckedAt, stored.CheckedAt), token),
            cancellationToken);
    }

    public Task RemoveAsync(string id, CancellationToken cancellationToken) =>
        database.WriteAsync((db, token) => db.SignInSessions.Where(r => r.Id == id).ExecuteDeleteAsync(token), cancellationToken);

    private byte[] Seal(StoredSession stored) =>
        sealer.Seal(Table, Column, stored.Id, JsonSerializer.SerializeToUtf8Bytes(stored.Session, SignInJson.Default.Session));
}
