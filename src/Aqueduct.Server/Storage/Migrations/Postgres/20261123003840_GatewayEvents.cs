using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Aqueduct.Server.Storage.Migrations.Postgres
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
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    order_key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    role_arn = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    user_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    event_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    client_token = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    correlation_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    project_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    of_merge_request = table.Column<bool>(type: "boolean", nullable: false),
                    iid = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    discussion_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lease = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    failure_code = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    failure_detail = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    failure_fix = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    died_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    note = table.Column<int>(type: "integer", nullable: false),
                    sealed_code = table.Column<byte[]>(type: "bytea", nullable: true),
                    sealed_event = table.Column<byte[]>(type: "bytea", nullable: false)
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
