using System.Text.Json.Serialization;
using Aqueduct.Setup;

namespace Aqueduct.Rendering;

/// <summary>What <c>--output json</c> prints in place of a result.</summary>
internal sealed record FailureReport(IReadOnlyList<Failure> Failures);

/// <summary>The JSON of commands that got no result.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(FailureReport))]
internal sealed partial class FailureJson : JsonSerializerContext;
