using System.Text.Encodings.Web;
using System.Text.Json;

namespace Aqueduct.Server.Gateway.Http;

/// <summary>How answers are written: for a program, never as part of a page. GitLab shows their texts in logs and notes, where escapes would be noise.</summary>
internal static class ReadableJson
{
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
