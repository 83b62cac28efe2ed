using System.Text.Json;
using Aqueduct.Server.Tree;

namespace Aqueduct.Server.Deliveries;

/// <summary>Of GitLab's system hook: which project or group an event is about, and nothing else of it.</summary>
internal static class SystemEvent
{
    /// <returns>Null for events of anything else, and for what is no event.</returns>
    public static TreeItem? ItemOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind is not JsonValueKind.Object || !root.TryGetProperty("event_name", out var name) || name.ValueKind is not JsonValueKind.String)
                return null;
            return name.GetString() is not { } text ? null
                : text.StartsWith("project_", StringComparison.Ordinal) ? Id(root, "project_id") is { } project ? TreeItem.Project(project) : null
                : text.StartsWith("group_", StringComparison.Ordinal) && Id(root, "group_id") is { } group ? TreeItem.Group(group)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static long? Id(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var id) && id > 0 ? id : null;
}
