using System.Text.Json;

namespace Aqueduct.Server.Gateway.Http;

/// <summary>Reading what may be absent, null or of another type.</summary>
internal static class JsonElements
{
    /// <returns>An element without value when there is no such member.</returns>
    public static JsonElement Member(this JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    /// <returns>Null when there is no such text, or it is not Unicode.</returns>
    public static string? Text(this JsonElement element, string name)
    {
        var member = element.Member(name);
        if (member.ValueKind is not JsonValueKind.String)
            return null;
        try
        {
            return member.GetString();
        }
        catch (InvalidOperationException) // half a character
        {
            return null;
        }
    }

    public static bool IsTrue(this JsonElement element, string name) => element.Member(name).ValueKind is JsonValueKind.True;

    /// <returns>Nothing when there is no such array.</returns>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name)
    {
        var member = element.Member(name);
        return member.ValueKind is JsonValueKind.Array ? member.EnumerateArray() : [];
    }

    public static JsonElement First(this JsonElement element, string name)
    {
        var member = element.Member(name);
        return member.ValueKind is JsonValueKind.Array && member.GetArrayLength() > 0 ? member[0] : default;
    }
}
