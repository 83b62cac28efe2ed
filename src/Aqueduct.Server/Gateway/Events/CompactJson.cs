using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace Aqueduct.Server.Gateway.Events;

/// <summary>
/// Copies JSON token by token without white space, texts as raw UTF-8, numbers with the digits they have. The library's writer would escape
/// every character outside the basic plane, and Amazon Q would get another text than GitLab's own gateway sends.
/// </summary>
internal sealed class CompactJson(int capacity)
{
    private static readonly SearchValues<byte> Escaped = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(b => (byte)b), (byte)'"', (byte)'\\']);

    private readonly ArrayBufferWriter<byte> output = new(Math.Max(capacity, 16));

    /// <summary>A value stands before, so that the next one needs a comma.</summary>
    private bool afterValue;

    public ReadOnlyMemory<byte> Written => output.WrittenMemory;

    public void StartObject() => Open((byte)'{');

    public void EndObject() => Close((byte)'}');

    /// <param name="name">Holds nothing that needs an escape.</param>
    public void Name(ReadOnlySpan<byte> name)
    {
        Separate();
        output.Write("\""u8);
        output.Write(name);
        output.Write("\":"u8);
        afterValue = false;
    }

    /// <summary>Copies the value <paramref name="reader"/> stands on, with all that is inside.</summary>
    /// <exception cref="JsonException">A text is not UTF-8.</exception>
    /// <exception cref="InvalidOperationException">A text holds half a character.</exception>
    public void Copy(ref Utf8JsonReader reader)
    {
        var depth = reader.CurrentDepth;
        do
        {
            Token(ref reader);
        }
        while ((reader.CurrentDepth > depth || reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) && reader.Read());
    }

    private void Token(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                Open(reader.ValueSpan[0]);
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                Close(reader.ValueSpan[0]);
                break;
            case JsonTokenType.PropertyName:
                Separate();
                Text(ref reader);
                output.Write(":"u8);
                afterValue = false;
                break;
            case JsonTokenType.String:
                Separate();
                Text(ref reader);
                break;
            default: // numbers and literals
                Separate();
                output.Write(reader.ValueSpan);
                break;
        }
    }

    private void Open(byte bracket)
    {
        Separate();
        output.Write([bracket]);
        afterValue = false;
    }

    private void Close(byte bracket)
    {
        output.Write([bracket]);
        afterValue = true;
    }

    private void Separate()
    {
        if (afterValue)
            output.Write(","u8);
        afterValue = true;
    }

    private void Text(ref Utf8JsonReader reader)
    {
        output.Write("\""u8);
        if (reader.ValueIsEscaped)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
            Escape(buffer.AsSpan(0, reader.CopyString(buffer)));
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
        else if (Utf8.IsValid(reader.ValueSpan))
        {
            output.Write(reader.ValueSpan);
        }
        else
        {
            throw new JsonException("A text is not UTF-8.");
        }

        output.Write("\""u8);
    }

    private void Escape(ReadOnlySpan<byte> text)
    {
        for (var at = text.IndexOfAny(Escaped); at >= 0; at = text.IndexOfAny(Escaped))
        {
            output.Write(text[..at]);
            output.Write(text[at] switch
            {
                (byte)'"' => "\\\""u8,
                (byte)'\\' => "\\\\"u8,
                (byte)'\n' => "\\n"u8,
                (byte)'\r' => "\\r"u8,
                (byte)'\t' => "\\t"u8,
                (byte)'\b' => "\\b"u8,
                (byte)'\f' => "\\f"u8,
                var control => [.. "\\u00"u8, Hex(control >> 4), Hex(control & 0xF)],
            });
            text = text[(at + 1)..];
        }

        output.Write(text);
    }

    private static byte Hex(int digit) => (byte)"0123456789abcdef"[digit];
}
