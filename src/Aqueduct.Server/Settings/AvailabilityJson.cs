using System.Text.Json;
using System.Text.Json.Serialization;
using Aqueduct.Server.Storage;
using Aqueduct.Setup;

namespace Aqueduct.Server.Settings;

/// <summary>Of a PUT; both may be left out, not both at once.</summary>
public sealed record AvailabilityRequest(AvailabilityValue? Value = null, bool? AutoReview = null);

/// <summary>One change for many places.</summary>
/// <param name="Preview">Nothing is stored: the answer says what would come of it.</param>
public sealed record BulkRequest(IReadOnlyList<BulkPlace> Places, AvailabilityValue? Value = null, bool? AutoReview = null, bool Preview = false);

/// <param name="Version">As the preview told it; each place needs one to be changed.</param>
public sealed record BulkPlace(PlaceKind Kind, long Id = 0, long? Version = null);

/// <summary>One for each place, in the order of the request.</summary>
public sealed record BulkAnswer(IReadOnlyList<BulkOutcome> Outcomes);

/// <inheritdoc cref="AvailabilityOutcome"/>
public sealed record BulkOutcome(ChangeStatus Status, EffectiveAvailability? Before, EffectiveAvailability? Now, Failure? Failure);

/// <summary>The JSON of <c>/api/v1/availability</c> and <c>/api/v1/tree</c>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(Word<AvailabilityValue>), typeof(Word<PlaceKind>), typeof(Word<ChangeStatus>)])]
[JsonSerializable(typeof(EffectiveAvailability))]
[JsonSerializable(typeof(AvailabilityRequest))]
[JsonSerializable(typeof(TreePage))]
[JsonSerializable(typeof(BulkRequest))]
[JsonSerializable(typeof(BulkAnswer))]
public sealed partial class AvailabilityJson : JsonSerializerContext
{
    private sealed class Word<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
        where T : struct, Enum;
}
