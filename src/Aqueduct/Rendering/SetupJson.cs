using System.Text.Json;
using System.Text.Json.Serialization;
using Aqueduct.Setup;

namespace Aqueduct.Rendering;

/// <summary>The JSON of the set-up commands.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(Kebab<ChangeKind>), typeof(Kebab<VerificationStatus>)])]
[JsonSerializable(typeof(SetupPlan))]
[JsonSerializable(typeof(SetupOutcome))]
[JsonSerializable(typeof(Verification))]
internal sealed partial class SetupJson : JsonSerializerContext
{
    private sealed class Kebab<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower)
        where T : struct, Enum;
}
