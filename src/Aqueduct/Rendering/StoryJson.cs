using System.Text.Json.Serialization;
using Aqueduct.Story;

namespace Aqueduct.Rendering;

/// <summary>The JSON of <c>up --check</c>.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(StoryReport))]
internal sealed partial class StoryJson : JsonSerializerContext;
