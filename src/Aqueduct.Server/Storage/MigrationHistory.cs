using System.Data.Common;
using System.Reflection;
using Aqueduct.Setup;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Aqueduct.Server.Storage;

/// <summary>
/// Which migrations a database has had. Read without EF Core, whose machinery for it would cost every start 40 ms; and it refuses what
/// this program must not touch: another program's database, or one a newer Aqueduct has already changed.
/// </summary>
internal static class MigrationHistory
{
    public const string Table = "__EFMigrationsHistory";

    /// <param name="historyExists">A query for whether there is a history of migrations.</param>
    /// <param name="otherTablesExist">A query for whether there are tables besides.</param>
    /// <param name="where">How a person knows the database; no secret.</param>
    /// <returns>Whether migrations are missing.</returns>
    public static async Task<bool> IsBehindAsync<TDb>(
        DbConnection connection, string historyExists, string otherTablesExist, string where, CancellationToken cancellationToken)
        where TDb : AqueductDb
    {
        var ours = Ours<TDb>();
        var applied = await IsTrueAsync(connection, historyExists, cancellationToken) ? await ReadAsync(connection, cancellationToken) : [];
        var isOurs = applied.Count == 0 ? !await IsTrueAsync(connection, otherTablesExist, cancellationToken) : applied.Contains(ours[0]);
        if (!isOurs)
            throw NotOurs(where);
        if (applied.Except(ours).FirstOrDefault() is { } newer)
            throw new StorageException(new Failure(
                "database-newer",
                $"The database {where} was written by a newer Aqueduct (it has the migration {newer}).",
                "Start that version of Aqueduct, or restore a backup made by this one."));
        return applied.Count < ours.Count;
    }

    public static StorageException NotOurs(string where, Exception? cause = null) => new(
        new Failure(
            "database-not-ours",
            $"The database {where} is not one of Aqueduct's.",
            "Let storage.path or storage.connection_string name an empty database, or a new file."),
        cause);

    private static List<string> Ours<TDb>() =>
    [
        .. typeof(TDb).Assembly.GetTypes()
            .Where(type => type.GetCustomAttribute<DbContextAttribute>()?.ContextType == typeof(TDb))
            .Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Id)
            .OfType<string>()
            .Order(StringComparer.Ordinal),
    ];

    private static async Task<List<string>> ReadAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var query = connection.CreateCommand();
        query.CommandText = $"SELECT \"MigrationId\" FROM \"{Table}\" ORDER BY 1";
        await using var rows = await query.ExecuteReaderAsync(cancellationToken);
        var applied = new List<string>();
        while (await rows.ReadAsync(cancellationToken))
            applied.Add(rows.GetString(0));
        return applied;
    }

    private static async Task<bool> IsTrueAsync(DbConnection connection, string query, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // both queries are constants of the engine's migration
        command.CommandText = query;
#pragma warning restore CA2100
        return Convert.ToBoolean(await command.ExecuteScalarAsync(cancellationToken), null);
    }
}
