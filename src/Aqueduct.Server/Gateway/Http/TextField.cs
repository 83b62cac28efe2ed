using System.Text;
using System.Text.Json;

namespace Aqueduct.Server.Gateway.Http;

/// <summary>A text member of a request and GitLab's limit of it, in characters: an emoji is one, whatever its encoding.</summary>
internal sealed record TextField(string Name, int MostCharacters, bool Required = true, bool Nullable = false)
{
    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(Name);

    /// <summary>Judges the value <paramref name="reader"/> stands on.</summary>
    /// <returns>What is wrong with it, naming the field; null when nothing is.</returns>
    public string? FaultOf(ref Utf8JsonReader reader, string prefix = "") => reader.TokenType switch
    {
        JsonTokenType.String when CharactersOf(ref reader) > MostCharacters => $"{prefix}{Name}: it has more than {MostCharacters} characters",
        JsonTokenType.String => null,
        JsonTokenType.Null when Nullable => null,
        _ => $"{prefix}{Name}: it must be a string",
    };

    public string Missing(string prefix = "") => $"{prefix}{Name}: field required";

    /// <exception cref="JsonException">It holds half a character, or bytes that are no UTF-8.</exception>
    private int CharactersOf(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped && reader.ValueSpan.Length <= MostCharacters) // a character has at least a byte
            return reader.ValueSpan.Length;
        try
        {
            var text = reader.GetString()!;
            var characters = 0;
            foreach (var c in text)
                characters += char.IsLowSurrogate(c) ? 0 : 1;
            return characters;
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException($"{Name} holds half a character", e);
        }
    }
}
