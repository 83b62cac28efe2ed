using System.Buffers.Binary;
using System.Security.Cryptography;
using Aqueduct.Setup;
using Microsoft.EntityFrameworkCore;

namespace Aqueduct.Server.Storage.Secrets;

/// <summary>The table <c>data_keys</c>: unwraps what is there, creates the first key.</summary>
internal static class DataKeys
{
    private const int First = 1;

    /// <param name="masterKeyFile">Resolved path.</param>
    public static async Task<Sealer> OpenAsync(IDatabase database, string masterKeyFile, TimeProvider clock, CancellationToken cancellationToken)
    {
        var rows = await ReadAsync(database, cancellationToken);
        using var master = MasterKey.Open(masterKeyFile, mayCreate: rows.Count == 0);
        if (rows.Count == 0)
        {
            await CreateFirstAsync(database, master, clock, cancellationToken);
            rows = await ReadAsync(database, cancellationToken); // another server on the same database may have been faster
        }
        return new Sealer(rows.ToDictionary(row => row.Id, row => Unwrap(master, row)));
    }

    private static Task<List<DataKeyRow>> ReadAsync(IDatabase database, CancellationToken cancellationToken) =>
        database.ReadAsync((db, token) => db.DataKeys.OrderBy(row => row.Id).ToListAsync(token), cancellationToken);

    private static async Task CreateFirstAsync(IDatabase database, MasterKey master, TimeProvider clock, CancellationToken cancellationToken)
    {
        var key = RandomNumberGenerator.GetBytes(AesGcmBox.KeyLength);
        var wrapped = master.Wrap(key, Place(First));
        CryptographicOperations.ZeroMemory(key);
        await database.WriteAsync(
            async (db, token) =>
            {
                if (!await db.DataKeys.AnyAsync(token))
                    db.DataKeys.Add(new DataKeyRow { Id = First, Wrapped = wrapped, CreatedAt = clock.GetUtcNow() });
                return await db.SaveChangesAsync(token);
            },
            cancellationToken);
    }

    private static byte[] Unwrap(MasterKey master, DataKeyRow row) =>
        master.Unwrap(row.Wrapped, Place(row.Id)) ?? throw new StorageException(new Failure(
            "master-key-wrong",
            $"storage.master_key_file: {master.Path} is not the key this database was sealed with.",
            "Put the right file back from your copy; servers that share one database share one master key file."));

    private static byte[] Place(int id)
    {
        var header = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(header, id);
        return SealedPlace.Describe(header, "data_keys", "wrapped", "");
    }
}
