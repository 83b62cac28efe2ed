using System.Text.Json;

namespace Aqueduct.Server.Gateway.Http;

/// <summary>Reads a JSON object of texts; members it does not know are passed over, as GitLab's gateway does.</summary>
internal static class TextFields
{
    /// <param name="values">In the order of <paramref name="fields"/>; null where absent or null.</param>
    /// <returns>What is wrong, naming the field; null when nothing is.</returns>
    public static string? Read(ReadOnlySpan<byte> json, IReadOnlyList<TextField> fields, out string?[] values)
    {
        values = new string?[fields.Count];
        try
        {
            return Read(json, fields, values);
        }
        catch (JsonException e)
        {
            return e.LineNumber is null ? e.Message : $"the body is not JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine})";
        }
    }

    private static string? Read(ReadOnlySpan<byte> json, IReadOnlyList<TextField> fields, string?[] values)
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
            return "the body must be a JSON object";
        Span<bool> seen = stackalloc bool[fields.Count];
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var index = IndexOf(ref reader, fields);
            reader.Read();
            if (index < 0)
            {
                reader.Skip();
                continue;
            }

            if (seen[index])
                return $"{fields[index].Name}: it is there twice";
            if (fields[index].FaultOf(ref reader) is { } fault)
                return fault;
            (seen[index], values[index]) = (true, reader.GetString());
        }

        while (reader.Read())
        {
            // only to meet what follows the object: the reader throws
        }

        for (var i = 0; i < fields.Count; i++)
        {
            if (!seen[i] && fields[i].Required)
                return fields[i].Missing();
        }

        return null;
    }

    private static int IndexOf(ref Utf8JsonReader reader, IReadOnlyList<TextField> fields)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            if (reader.ValueTextEquals(fields[i].Utf8Name))
                return i;
        }

        return -1;
    }
}
