using Aqueduct.Setup;
using Microsoft.EntityFrameworkCore;

namespace Aqueduct.Server.Storage;

/// <summary>The GitLab instance UIDs this Aqueduct answers for: the active one, and those accepted while it moves to a new one.</summary>
public sealed class InstanceRegistry(IDatabase database, TimeProvider clock)
{
    /// <summary>Makes the configured UID the active one on the first start; later only checks that it still is.</summary>
    /// <param name="configuredUid"><c>gitlab.instance_uid</c>, or what GitLab said; null: nothing to compare.</param>
    /// <returns>A failure when another UID is active: tokens would carry an audience that AWS does not trust.</returns>
    public async Task<Failure?> SeedAsync(string? configuredUid, CancellationToken cancellationToken)
    {
        if (configuredUid is null)
            return null;
        var active = await GetActiveAsync(cancellationToken) ?? await AddFirstAsync(configuredUid, cancellationToken);
        return active == configuredUid
            ? null
            : new Failure(
                "instance-uid-differs",
                $"gitlab.instance_uid is {configuredUid}, but this Aqueduct was set up for {active}.",
                $"Set gitlab.instance_uid to {active}. If GitLab itself has a new one, run: aqueduct identity rebind --instance-uid {configuredUid}");
    }

    /// <returns>The UID tokens are issued for; null before the first <see cref="SeedAsync"/>.</returns>
    public Task<string?> GetActiveAsync(CancellationToken cancellationToken) =>
        database.ReadAsync((db, token) => db.Instances.Where(r => r.Active).Select(r => r.Uid).FirstOrDefaultAsync(token), cancellationToken);

    /// <returns>All UIDs whose tokens are accepted, the active one among them, oldest first.</returns>
    public async Task<IReadOnlyList<string>> GetAcceptedAsync(CancellationToken cancellationToken) =>
        await database.ReadAsync(
            (db, token) => db.Instances.OrderBy(r => r.AddedAt).ThenBy(r => r.Uid).Select(r => r.Uid).ToListAsync(token), cancellationToken);

    /// <returns>The UID that is active now: <paramref name="uid"/>, unless another server was faster.</returns>
    private Task<string> AddFirstAsync(string uid, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (db, token) =>
            {
                if (await db.Instances.FirstOrDefaultAsync(r => r.Active, token) is { } active)
                    return active.Uid;
                db.Instances.Add(new InstanceRow { Uid = uid, Active = true, AddedAt = clock.GetUtcNow() });
                await db.SaveChangesAsync(token);
                return uid;
            },
            cancellationToken);
}
