using Aqueduct.Setup;
using Microsoft.EntityFrameworkCore;

namespace Aqueduct.Server.Storage;

/// <summary>Refuses a database this program must not touch: another program's, or one a newer Aqueduct has already changed.</summary>
internal static class MigrationGuard
{
    /// <param name="where">How a person knows the database; no secret.</param>
    /// <param name="hasOtherTables">Whether it holds tables though it has no history of migrations.</param>
    public static void Check(DbContext db, IReadOnlyList<string> applied, string where, bool hasOtherTables)
    {
        var ours = db.Database.GetMigrations().ToList();
        var isOurs = applied.Count == 0 ? !hasOtherTables : applied.Contains(ours[0]);
        if (!isOurs)
            throw NotOurs(where);
        if (applied.Except(ours).FirstOrDefault() is { } newer)
            throw new StorageException(new Failure(
                "database-newer",
                $"The database {where} was written by a newer Aqueduct (it has the migration {newer}).",
                "Start that version of Aqueduct, or restore a backup made by this one."));
    }

    public static StorageException NotOurs(string where, Exception? cause = null) => new(
        new Failure(
            "database-not-ours",
            $"{where} is not a database of Aqueduct's.",
            "Let storage.path or storage.connection_string name an empty database, or a new file."),
        cause);
}
