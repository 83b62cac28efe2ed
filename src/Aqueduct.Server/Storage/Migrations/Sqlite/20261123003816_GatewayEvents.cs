using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Aqueduct.Server.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class GatewayEvents : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "gateway_events",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    order_key = table.Column<string>(type: "TEXT", nullable: false),
                    role_arn = table.Column<string>(type: "TEXT", nullable: false),
                    user_id = table.Column<string>(type: "TEXT", nullable: false),
                    event_id = table.Column<string>(type: "TEXT", nullable: false),
                    client_token = table.Column<string>(type: "TEXT", nullable: false),
                    correlation_id = table.Column<string>(type: "TEXT", nullable: false),
                    project_id = table.Column<string>(type: "TEXT", nullable: true),
                    of_merge_request = table.Column<bool>(type: "INTEGER", nullable: false),
                    iid = table.Column<string>(type: "TEXT", nullable: true),
                    discussion_id = table.Column<string>(type: "TEXT", nullable: true),
                    received_at = table.Column<long>(type: "INTEGER", nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: true),
                    lease = table.Column<string>(type: "TEXT", nullable: true),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    failure_code = table.Column<string>(type: "TEXT", nullable: true),
                    failure_detail = table.Column<string>(type: "TEXT", nullable: true),
                    failure_fix = table.Column<string>(type: "TEXT", nullable: true),
                    died_at = table.Column<long>(type: "INTEGER", nullable: true),
                    note = table.Column<int>(type: "INTEGER", nullable: false),
                    sealed_code = table.Column<byte[]>(type: "BLOB", nullable: true),
                    sealed_event = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_gateway_events", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_gateway_events_dead",
                table: "gateway_events",
                column: "died_at",
                filter: "died_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_gateway_events_due",
                table: "gateway_events",
                column: "due_at",
                filter: "due_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_gateway_events_note",
                table: "gateway_events",
                column: "died_at",
                filter: "note = 1");

            migrationBuilder.CreateIndex(
                name: "ix_gateway_events_waiting",
                table: "gateway_events",
                columns: new[] { "order_key", "id" },
                filter: "died_at IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "gateway_events");
        }
    }
}
