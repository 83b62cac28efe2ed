using System.Text.Json.Serialization;

namespace Aqueduct.Server.Audit;

/// <summary>The trail as <c>/api/v1</c> and the command line tell it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(IReadOnlyList<string?>))]
[JsonSerializable(typeof(AuditReport))]
[JsonSerializable(typeof(AuditPage))]
[JsonSerializable(typeof(AuditRecord))]
[JsonSerializable(typeof(AuditVerification))]
[JsonSerializable(typeof(AuditErasure))]
public sealed partial class AuditJson : JsonSerializerContext;

/// <summary>Whom to erase.</summary>
public sealed record AuditErasure([property: JsonRequired] string Person);
