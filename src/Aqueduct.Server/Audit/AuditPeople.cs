using System.Security.Cryptography;
using System.Text;
using Aqueduct.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Aqueduct.Server.Audit;

/// <summary>The people of the trail, in a write.</summary>
internal sealed class AuditPeople(AqueductDb db, ISealer sealer, byte[] nameKey)
{
    public async Task<AuditPerson> FindOrAddAsync(string name, CancellationToken cancellationToken)
    {
        if (await FindAsync(db, nameKey, name, cancellationToken) is { SealedKey: { } sealedKey } row)
            return AuditPerson.Open(row.Id, sealedKey, sealer);
        var (added, person) = AuditPerson.Create(HashOf(nameKey, name), sealer);
        db.AuditPeople.Add(added);
        await db.SaveChangesAsync(cancellationToken); // the next look-up of the same name in this write must find it
        return person;
    }

    /// <returns>Null when the trail knows nobody of that name, or no longer.</returns>
    public static Task<AuditPersonRow?> FindAsync(AqueductDb db, byte[] nameKey, string name, CancellationToken cancellationToken)
    {
        var hash = HashOf(nameKey, name);
        return db.AuditPeople.FirstOrDefaultAsync(p => p.NameHash == hash, cancellationToken);
    }

    private static byte[] HashOf(byte[] nameKey, string name) => HMACSHA256.HashData(nameKey, Encoding.UTF8.GetBytes(name));
}
