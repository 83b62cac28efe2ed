using System.Text.Json;
using System.Text.Json.Serialization;
using Aqueduct.Setup.Connections;

namespace Aqueduct.Rendering;

/// <summary>The JSON of the connection commands.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(KebabState)])]
[JsonSerializable(typeof(ConnectionStatus))]
[JsonSerializable(typeof(ConnectionOutcome))]
internal sealed partial class ConnectionJson : JsonSerializerContext
{
    private sealed class KebabState() : JsonStringEnumConverter<ConnectionState>(JsonNamingPolicy.KebabCaseLower);
}
