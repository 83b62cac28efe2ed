using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Aqueduct.Server.Storage.Migrations.Postgres
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
                    of_group = table.Column<bool>(type: "boolean", nullable: false),
                    item_id = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    noted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tree_changes", x => new { x.of_group, x.item_id });
                });

            migrationBuilder.CreateTable(
                name: "tree_sync",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    phase = table.Column<int>(type: "integer", nullable: false),
                    page = table.Column<int>(type: "integer", nullable: false),
                    cursor = table.Column<long>(type: "bigint", nullable: false),
                    groups = table.Column<long>(type: "bigint", nullable: false),
                    projects = table.Column<long>(type: "bigint", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    failure_code = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    failure_detail = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    failure_fix = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    lease = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    leased_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
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
