using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Aqueduct.StandIns.Aws.Calls;

/// <summary>Members of an AWS JSON input, typed. A member of another type is refused as AWS's deserialiser does, before any constraint.</summary>
internal static class JsonInput
{
    public static string? Text(this JsonElement input, string name) =>
        !Has(input, name, out var value) ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw WrongType(value, "a String");

    public static long? Integer(this JsonElement input, string name) =>
        !Has(input, name, out var value) ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number
        : throw WrongType(value, "an Integer");

    public static bool Flag(this JsonElement input, string name) =>
        Has(input, name, out var value) && value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw WrongType(value, "a Boolean"),
        };

    /// <summary>Base64 on the wire.</summary>
    public static byte[]? Blob(this JsonElement input, string name) =>
        !Has(input, name, out var value) ? null
        : value.ValueKind == JsonValueKind.String && value.TryGetBytesFromBase64(out var bytes) ? bytes
        : throw WrongType(value, "a Blob");

    /// <summary>A structure; null when absent.</summary>
    public static JsonElement? Structure(this JsonElement input, string name) =>
        !Has(input, name, out var value) ? null
        : value.ValueKind == JsonValueKind.Object ? value
        : throw WrongType(value, "a Structure");

    /// <summary>A list; null when absent.</summary>
    public static IReadOnlyList<JsonElement>? List(this JsonElement input, string name) =>
        !Has(input, name, out var value) ? null
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()]
        : throw WrongType(value, "a List");

    /// <summary>A list of strings; null when absent.</summary>
    public static IReadOnlyList<string>? Texts(this JsonElement input, string name) =>
        input.List(name)?.Select(v => v.ValueKind == JsonValueKind.String ? v.GetString()! : throw WrongType(v, "a String")).ToList();

    private static bool Has(JsonElement input, string name, [NotNullWhen(true)] out JsonElement value) =>
        input.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;

    private static AwsError WrongType(JsonElement value, string expected) => new("SerializationException", $"{value.ValueKind} can not be converted to {expected}");
}
