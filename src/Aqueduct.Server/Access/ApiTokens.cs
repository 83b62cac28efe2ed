using System.Security.Cryptography;
using Aqueduct.Server.Audit;
using Aqueduct.Server.Storage;
using Aqueduct.Setup;
using Microsoft.EntityFrameworkCore;

namespace Aqueduct.Server.Access;

/// <summary>A token as it is listed.</summary>
public sealed record ApiTokenListed(
    string Id, string Name, string? Person, ApiScope Scope, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? LastUsedAt, DateTimeOffset? RevokedAt);

/// <summary>A new token, shown this once.</summary>
public sealed record ApiTokenCreated(string Id, string Name, string Token, DateTimeOffset ExpiresAt)
{
    public override string ToString() => $"{Id} ***";
}

/// <param name="Person">Whom it stands for; null: a service's own.</param>
public sealed record ApiTokenRequest(string Name, string? Person, ApiScope Scope, int Days);

public sealed record ApiTokenList(IReadOnlyList<ApiTokenListed> Tokens);

/// <summary>The API tokens in the database.</summary>
internal sealed class ApiTokens(IDatabase database, IAuditTrail trail, TimeProvider clock)
{
    public const int MostDays = 365;
    private const int LongestName = 64;
    private static readonly byte[] NoHash = new byte[SHA256.HashSizeInBytes];

    public Task<List<ApiTokenListed>> ListAsync(CancellationToken cancellationToken) => database.ReadAsync(
        (db, token) => db.ApiTokens.OrderBy(t => t.CreatedAt).ThenBy(t => t.Id)
            .Select(t => new ApiTokenListed(t.Id, t.Name, t.Person, (ApiScope)t.Scope, t.CreatedAt, t.ExpiresAt, t.LastUsedAt, t.RevokedAt)).ToListAsync(token),
        cancellationToken);

    public async Task<Outcome<ApiTokenCreated>> CreateAsync(ApiTokenRequest request, AuditOrigin origin, CancellationToken cancellationToken)
    {
        if (!IsName(request.Name) || (request.Person is { } person && !IsName(person)) || request.Days is < 1 or > MostDays || !Enum.IsDefined(request.Scope))
            return new Failure("invalid-token-request", "The token cannot be made like that.", $"Give a name of up to {LongestName} letters, digits and .:@_-, a scope, and 1 to {MostDays} days.");
        var token = ApiToken.Create();
        var now = clock.GetUtcNow();
        var row = new ApiTokenRow
        {
            Id = token.Id, Name = request.Name, Person = request.Person, Scope = (int)request.Scope, Hash = token.Hash, CreatedAt = now, ExpiresAt = now.AddDays(request.Days),
        };
        await database.WriteAsync(
            async (db, c) =>
            {
                db.ApiTokens.Add(row);
                await trail.AppendAsync(db, origin.Did("token.create", $"token {row.Id}", after: $"{request.Name}, {request.Scope}") with { Subject = request.Person }, c);
                return true;
            },
            cancellationToken);
        return new ApiTokenCreated(row.Id, row.Name, token.Text, row.ExpiresAt);
    }

    /// <returns>False when there is none of that ID that still works.</returns>
    public Task<bool> RevokeAsync(string id, AuditOrigin origin, CancellationToken cancellationToken) => database.WriteAsync(
        async (db, c) =>
        {
            var now = clock.GetUtcNow();
            if (await db.ApiTokens.Where(t => t.Id == id && t.RevokedAt == null).ExecuteUpdateAsync(set => set.SetProperty(t => t.RevokedAt, now), c) is 0)
                return false;
            await trail.AppendAsync(db, origin.Did("token.revoke", $"token {id}"), c);
            return true;
        },
        cancellationToken);

    /// <summary>Compares in constant time, also when there is no such token.</summary>
    /// <returns>Null for an unknown, wrong, revoked or expired one.</returns>
    public async Task<ApiTokenRow?> VerifyAsync(ApiToken token, CancellationToken cancellationToken)
    {
        var row = await database.ReadAsync((db, c) => db.ApiTokens.FirstOrDefaultAsync(t => t.Id == token.Id, c), cancellationToken);
        var same = CryptographicOperations.FixedTimeEquals(row?.Hash ?? NoHash, token.Hash);
        var now = clock.GetUtcNow();
        if (!same || row is not { RevokedAt: null } || row.ExpiresAt <= now)
            return null;
        if (row.LastUsedAt is not { } used || now - used >= TimeSpan.FromMinutes(1))
            await database.WriteAsync((db, c) => db.ApiTokens.Where(t => t.Id == row.Id).ExecuteUpdateAsync(set => set.SetProperty(t => t.LastUsedAt, now), c), cancellationToken);
        return row;
    }

    private static bool IsName(string? name) =>
        name is { Length: > 0 and <= LongestName } && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or ':' or '@' or '_' or '-');
}
