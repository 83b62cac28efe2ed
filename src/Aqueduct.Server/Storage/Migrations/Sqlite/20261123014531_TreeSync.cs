using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Aqueduct.Server.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class TreeSync : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "tree_changes",
                columns: table => new
                {
                    of_group = table.Column<bool>(type: "INTEGER", nullable: false),
                    item_id = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    noted_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tree_changes", x => new { x.of_group, x.item_id });
                });

            migrationBuilder.CreateTable(
                name: "tree_sync",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    phase = table.Column<int>(type: "INTEGER", nullable: false),
                    page = table.Column<int>(type: "INTEGER", nullable: false),
                    cursor = table.Column<long>(type: "INTEGER", nullable: false),
                    groups = table.Column<long>(type: "INTEGER", nullable: false),
                    projects = table.Column<long>(type: "INTEGER", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: true),
                    finished_at = table.Column<long>(type: "INTEGER", nullable: true),
                    failure_code = table.Column<string>(type: "TEXT", nullable: true),
                    failure_detail = table.Column<string>(type: "TEXT", nullable: true),
                    failure_fix = table.Column<string>(type: "TEXT", nullable: true),
                    lease = table.Column<string>(type: "TEXT", nullable: true),
                    leased_until = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tree_sync", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_tree_changes_noted",
                table: "tree_changes",
                column: "noted_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "tree_changes");

            migrationBuilder.DropTable(
                name: "tree_sync");
        }
    }
}
