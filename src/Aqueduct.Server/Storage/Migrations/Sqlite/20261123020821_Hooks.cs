using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Aqueduct.Server.Storage.Migrations.Sqlite
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
                    of_group = table.Column<bool>(type: "INTEGER", nullable: false),
                    place_id = table.Column<long>(type: "INTEGER", nullable: false),
                    hook_id = table.Column<long>(type: "INTEGER", nullable: true),
                    seen_at = table.Column<long>(type: "INTEGER", nullable: true),
                    tried_at = table.Column<long>(type: "INTEGER", nullable: true),
                    failure_code = table.Column<string>(type: "TEXT", nullable: true),
                    failure_detail = table.Column<string>(type: "TEXT", nullable: true),
                    failure_fix = table.Column<string>(type: "TEXT", nullable: true)
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
