using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Aqueduct.Setup.Policies;

/// <summary>Writes policy documents as readable JSON.</summary>
internal static class PolicyText
{
    // The documents go to AWS and to terminals, never into HTML: '+' and the like stay as they are.
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>A document of the given statements; each action writes the members of one statement.</summary>
    public static string Write(params IReadOnlyList<Action<Utf8JsonWriter>> statements) => WriteDocument(writer =>
    {
        writer.WriteString("Version", "2012-10-17");
        writer.WriteStartArray("Statement");
        foreach (var statement in statements)
        {
            writer.WriteStartObject();
            statement(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    /// <param name="members">Writes the members of the document.</param>
    public static string WriteDocument(Action<Utf8JsonWriter> members)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>The members of an ordinary Allow statement.</summary>
    public static Action<Utf8JsonWriter> Allow(string sid, IReadOnlyList<string> actions, params IReadOnlyList<string> resources) => writer =>
    {
        writer.WriteString("Sid", sid);
        writer.WriteString("Effect", "Allow");
        WriteStrings(writer, "Action", actions);
        WriteStrings(writer, "Resource", resources);
    };

    public static void WriteStrings(Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        if (values is [var only])
        {
            writer.WriteString(name, only);
            return;
        }

        writer.WriteStartArray(name);
        foreach (var value in values)
            writer.WriteStringValue(value);
        writer.WriteEndArray();
    }
}
