using System.Text.Json;

namespace Aqueduct.Server.Gateway.Events;

/// <summary>The issue or merge request an event is about: events of one place stay in order, and a failure is told there.</summary>
internal record struct EventPlace(string? ProjectId, string? Iid, string? DiscussionId, bool IsMergeRequest)
{
    /// <summary>Events of no issue or merge request (pipelines) stay in order per project.</summary>
    public readonly string OrderKey => $"{ProjectId}/{(Iid is null ? "-" : IsMergeRequest ? "merge_request" : "issue")}/{Iid}";

    /// <summary>Takes what it needs of a command's members.</summary>
    public void Note(string field, ref Utf8JsonReader reader)
    {
        switch (field)
        {
            case "project_id":
                ProjectId = reader.GetString();
                break;
            case "issue_iid" or "merge_request_iid":
                Iid = reader.GetString();
                break;
            case "discussion_id":
                DiscussionId = reader.GetString() is { Length: > 0 } id ? id : null;
                break;
        }
    }

    /// <summary>Of a web hook's payload: <c>data.project.id</c>, and <c>iid</c> of the merge request it is about.</summary>
    public static EventPlace OfHook(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text);
        using var document = JsonDocument.ParseValue(ref reader);
        var data = document.RootElement.GetProperty("data");
        var isMergeRequest = Text(data, "object_kind") is "merge_request";
        return new(
            Number(data, "project", "id"),
            isMergeRequest ? Number(data, "object_attributes", "iid") : Number(data, "merge_request", "iid"),
            DiscussionId: null,
            IsMergeRequest: true);
    }

    private static string? Number(JsonElement data, string member, string name) =>
        data.TryGetProperty(member, out var inner) && inner.ValueKind is JsonValueKind.Object
        && inner.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var number)
            ? $"{number}"
            : null;

    private static string? Text(JsonElement data, string name) =>
        data.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
