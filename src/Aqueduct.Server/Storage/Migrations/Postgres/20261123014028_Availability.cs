using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Aqueduct.Server.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Availability : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "availability",
                columns: table => new
                {
                    kind = table.Column<int>(type: "integer", nullable: false),
                    place_id = table.Column<long>(type: "bigint", nullable: false),
                    value = table.Column<int>(type: "integer", nullable: false),
                    auto_review = table.Column<bool>(type: "boolean", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_availability", x => new { x.kind, x.place_id });
                });

            migrationBuilder.CreateTable(
                name: "tree_groups",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    parent_id = table.Column<long>(type: "bigint", nullable: true),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    path = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    full_path = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tree_groups", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "tree_projects",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    group_id = table.Column<long>(type: "bigint", nullable: true),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    path = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    full_path = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tree_projects", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_availability_version",
                table: "availability",
                column: "version");

            migrationBuilder.CreateIndex(
                name: "ix_tree_groups_children",
                table: "tree_groups",
                columns: new[] { "parent_id", "path" });

            migrationBuilder.CreateIndex(
                name: "ix_tree_groups_full_path",
                table: "tree_groups",
                column: "full_path");

            migrationBuilder.CreateIndex(
                name: "ix_tree_projects_children",
                table: "tree_projects",
                columns: new[] { "group_id", "path" });

            migrationBuilder.CreateIndex(
                name: "ix_tree_projects_full_path",
                table: "tree_projects",
                column: "full_path");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "availability");

            migrationBuilder.DropTable(
                name: "tree_groups");

            migrationBuilder.DropTable(
                name: "tree_projects");
        }
    }
}
