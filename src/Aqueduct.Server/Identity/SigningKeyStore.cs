using Aqueduct.Server.Storage;
using Aqueduct.Setup.Configuration;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;

namespace Aqueduct.Server.Identity;

/// <summary>
/// The keys in the database. Every change to who signs is a compare-and-swap on the version of the key that signs now, so that
/// of any number of replicas exactly one makes it. The others get false and read again.
/// </summary>
internal sealed class SigningKeyStore(IDatabase database, ISealer sealer)
{
    public Task<List<SigningKeyRow>> LoadAsync(CancellationToken cancellationToken) =>
        database.ReadAsync((db, ct) => db.SigningKeys.AsNoTracking().OrderBy(k => k.CreatedAt).ThenBy(k => k.Kid).ToListAsync(ct), cancellationToken);

    /// <summary>Not stored yet.</summary>
    public SigningKeyRow Generate(SigningAlgorithm algorithm, DateTimeOffset now) => SigningKey.Generate(algorithm, sealer, now);

    public SigningCredentials Open(SigningKeyRow row) => SigningKey.Open(row, sealer);

    /// <summary>Adds <paramref name="key"/> as the one that signs, when none does.</summary>
    public Task<bool> AddFirstAsync(SigningKeyRow key, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (db, ct) =>
            {
                // An empty table has no version to compare: the instance's row is locked instead, which makes racing replicas queue up.
                await db.Instances.Where(i => i.Active).ExecuteUpdateAsync(set => set.SetProperty(i => i.Active, true), ct);
                return !await db.SigningKeys.AnyAsync(k => k.ActivatedAt != null && k.RetiredAt == null, ct) && await AddAsync(db, key, ct);
            },
            cancellationToken);

    /// <summary>Adds <paramref name="key"/> as announced.</summary>
    public Task<bool> AnnounceAsync(PublishedKey signing, SigningKeyRow key, CancellationToken cancellationToken) =>
        database.WriteAsync(async (db, ct) => await SwapAsync(db, signing, retiredAt: null, ct) && await AddAsync(db, key, ct), cancellationToken);

    /// <summary>Makes <paramref name="announced"/> sign instead of <paramref name="signing"/>.</summary>
    public Task<bool> ActivateAsync(PublishedKey signing, PublishedKey announced, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (db, ct) => await SwapAsync(db, signing, retiredAt: now, ct)
                && await db.SigningKeys.Where(k => k.Kid == announced.Kid).ExecuteUpdateAsync(set => set.SetProperty(k => k.ActivatedAt, now), ct) == 1,
            cancellationToken);

    /// <param name="seenAt">Null: it was seen and is gone again.</param>
    public Task<int> MarkSeenAsync(PublishedKey key, DateTimeOffset? seenAt, CancellationToken cancellationToken) =>
        database.WriteAsync(
            (db, ct) => db.SigningKeys.Where(k => k.Kid == key.Kid).ExecuteUpdateAsync(set => set.SetProperty(k => k.SeenAt, seenAt), ct),
            cancellationToken);

    public Task<int> RemoveAsync(IReadOnlyCollection<string> kids, CancellationToken cancellationToken) =>
        database.WriteAsync((db, ct) => db.SigningKeys.Where(k => kids.Contains(k.Kid)).ExecuteDeleteAsync(ct), cancellationToken);

    private static async Task<bool> SwapAsync(AqueductDb db, PublishedKey signing, DateTimeOffset? retiredAt, CancellationToken cancellationToken) =>
        await db.SigningKeys
            .Where(k => k.Kid == signing.Kid && k.Version == signing.Version && k.RetiredAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(k => k.Version, signing.Version + 1).SetProperty(k => k.RetiredAt, retiredAt), cancellationToken) == 1;

    private static async Task<bool> AddAsync(AqueductDb db, SigningKeyRow key, CancellationToken cancellationToken)
    {
        db.SigningKeys.Add(key);
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }
}
