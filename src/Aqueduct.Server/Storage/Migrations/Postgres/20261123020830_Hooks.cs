using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Aqueduct.Server.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Hooks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "hooks",
                columns: table => new
                {
                    of_group = table.Column<bool>(type: "boolean", nullable: false),
                    place_id = table.Column<long>(type: "bigint", nullable: false),
                    hook_id = table.Column<long>(type: "bigint", nullable: true),
                    seen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    tried_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    failure_code = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    failure_detail = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    failure_fix = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_hooks", x => new { x.of_group, x.place_id });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "hooks");
        }
    }
}
