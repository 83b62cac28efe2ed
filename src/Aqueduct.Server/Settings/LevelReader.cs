using System.Data.Common;
using Aqueduct.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Aqueduct.Server.Settings;

/// <summary>Reads a place and all above it with one command, prepared: EF Core's own way of asking takes longer than the answer.</summary>
internal static class LevelReader
{
    private const string OfInstance = "SELECT 0, 0, '', 99, value, auto_review, version FROM availability WHERE kind = 0 AND place_id = 0";
    private const string GroupItself = "SELECT 1, id, parent_id, full_path, 0 FROM tree_groups WHERE id = @id";
    private const string ProjectItself = "SELECT 2, id, group_id, full_path, 0 FROM tree_projects WHERE id = @id";

    private static readonly Texts OnSqlite = new("LEFT JOIN availability a ON a.kind = up.kind AND a.place_id = up.id");

    // Of the plain join PostgreSQL makes a hash of the whole table.
    private static readonly Texts OnPostgres = new(
        "LEFT JOIN LATERAL (SELECT value, auto_review, version FROM availability WHERE kind = up.kind AND place_id = up.id LIMIT 1) a ON true");

    /// <returns>From the instance down to the place; null when there is no such place.</returns>
    public static async Task<IReadOnlyList<Level>?> ReadAsync(AqueductDb db, Place place, CancellationToken cancellationToken)
    {
        var found = new List<(int Depth, Level Level)>();
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var command = Command(db, place);
            await command.PrepareAsync(cancellationToken);
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
                found.Add((rows.GetInt32(3), LevelOf(rows)));
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }

        var chain = found.OrderByDescending(f => f.Depth).Select(f => f.Level).ToList();
        if (chain is not [{ Place.Kind: PlaceKind.Instance }, ..])
            chain.Insert(0, Level.Silent(NamedPlace.Instance));
        return chain[^1].Place.Place == place ? chain : null;
    }

    private static DbCommand Command(AqueductDb db, Place place)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        var texts = db.Database.IsNpgsql() ? OnPostgres : OnSqlite;
        command.CommandText = place.Kind switch { PlaceKind.Project => texts.OfProject, PlaceKind.Group => texts.OfGroup, _ => OfInstance };
        if (place.Kind is not PlaceKind.Instance)
        {
            var id = command.CreateParameter();
            (id.ParameterName, id.Value) = ("id", place.Id);
            command.Parameters.Add(id);
        }

        return command;
    }

    private static Level LevelOf(DbDataReader row)
    {
        var place = new NamedPlace((PlaceKind)row.GetInt32(0), row.GetInt64(1), row.GetString(2));
        return row.IsDBNull(4)
            ? Level.Silent(place)
            : new Level(place, (AvailabilityValue)row.GetInt32(4), row.IsDBNull(5) ? null : row.GetBoolean(5), row.GetInt64(6));
    }

    /// <param name="joinSaid">Joins <c>availability a</c> to <c>up</c>.</param>
    private sealed class Texts(string joinSaid)
    {
        public string OfGroup { get; } = From(GroupItself, joinSaid);

        public string OfProject { get; } = From(ProjectItself, joinSaid);

        // GitLab nests 20 deep at most; a mirror that lags behind may hold a circle for a moment.
        private static string From(string itself, string joinSaid) => $"""
            WITH RECURSIVE up(kind, id, parent, path, depth) AS (
              {itself}
              UNION ALL
              SELECT 1, g.id, g.parent_id, g.full_path, up.depth + 1 FROM up JOIN tree_groups g ON g.id = up.parent WHERE up.depth < 64
            )
            SELECT up.kind, up.id, up.path, up.depth, a.value, a.auto_review, a.version FROM up {joinSaid}
            UNION ALL {OfInstance}
            """;
    }
}
