using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Aqueduct.Server.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class GatewaySettingsAudit : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "api_tokens",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    person = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    scope = table.Column<int>(type: "integer", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    last_used_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_api_tokens", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "audit_chain",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    sealed_head = table.Column<byte[]>(type: "bytea", nullable: true),
                    sealed_name_key = table.Column<byte[]>(type: "bytea", nullable: true),
                    sealed_signing_key = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_chain", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "audit_checkpoints",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    signature = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_checkpoints", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "audit_entries",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    sealed_actor = table.Column<byte[]>(type: "bytea", nullable: false),
                    on_behalf_of_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    sealed_on_behalf_of = table.Column<byte[]>(type: "bytea", nullable: true),
                    action = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    target = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    before = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    after = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    subject_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    sealed_subject = table.Column<byte[]>(type: "bytea", nullable: true),
                    correlation_id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_entries", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "audit_people",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    sealed_key = table.Column<byte[]>(type: "bytea", nullable: true),
                    erased_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_people", x => x.id);
                });

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

            migrationBuilder.CreateTable(
                name: "sign_in_sessions",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    @sealed = table.Column<byte[]>(name: "sealed", type: "bytea", nullable: false),
                    checked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sign_in_sessions", x => x.id);
                });

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

            migrationBuilder.InsertData(
                table: "audit_chain",
                columns: new[] { "id", "sealed_head", "sealed_name_key", "sealed_signing_key" },
                values: new object[] { 1, null, null, null });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_actor",
                table: "audit_entries",
                columns: new[] { "actor_id", "sequence" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_at",
                table: "audit_entries",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_audit_people_name",
                table: "audit_people",
                column: "name_hash",
                unique: true,
                filter: "name_hash IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_availability_version",
                table: "availability",
                column: "version");

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

            migrationBuilder.CreateIndex(
                name: "ix_sign_in_sessions_ends_at",
                table: "sign_in_sessions",
                column: "ends_at");

            migrationBuilder.CreateIndex(
                name: "ix_tree_changes_noted",
                table: "tree_changes",
                column: "noted_at");

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
                name: "api_tokens");

            migrationBuilder.DropTable(
                name: "audit_chain");

            migrationBuilder.DropTable(
                name: "audit_checkpoints");

            migrationBuilder.DropTable(
                name: "audit_entries");

            migrationBuilder.DropTable(
                name: "audit_people");

            migrationBuilder.DropTable(
                name: "availability");

            migrationBuilder.DropTable(
                name: "gateway_events");

            migrationBuilder.DropTable(
                name: "hooks");

            migrationBuilder.DropTable(
                name: "sign_in_sessions");

            migrationBuilder.DropTable(
                name: "tree_changes");

            migrationBuilder.DropTable(
                name: "tree_groups");

            migrationBuilder.DropTable(
                name: "tree_projects");

            migrationBuilder.DropTable(
                name: "tree_sync");
        }
    }
}
