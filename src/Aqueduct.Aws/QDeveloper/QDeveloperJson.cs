using System.Text.Json.Serialization;

namespace Aqueduct.Aws.QDeveloper;

/// <summary>The wire shapes of both services. Sources: the models of the Amazon Q Developer CLI and of GitLab's AI gateway.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(NoMembers))]
[JsonSerializable(typeof(VerifyOutput))]
[JsonSerializable(typeof(OAuthApp))]
[JsonSerializable(typeof(GrantInput))]
[JsonSerializable(typeof(SendEventInput))]
[JsonSerializable(typeof(RecommendationsInput))]
[JsonSerializable(typeof(RecommendationsOutput))]
[JsonSerializable(typeof(SendMessageInput))]
[JsonSerializable(typeof(ContentShape))]
[JsonSerializable(typeof(ReferencesShape))]
[JsonSerializable(typeof(MetadataShape))]
[JsonSerializable(typeof(ListProfilesInput))]
[JsonSerializable(typeof(ListProfilesOutput))]
[JsonSerializable(typeof(CreateProfileInput))]
[JsonSerializable(typeof(CreateProfileOutput))]
[JsonSerializable(typeof(DeleteProfileInput))]
internal sealed partial class QDeveloperJson : JsonSerializerContext;

internal sealed record NoMembers;

internal sealed record VerifyOutput(Dictionary<string, VerifyCheck>? Response = null);

internal sealed record VerifyCheck(string Status, string? Message = null);

internal sealed record GrantInput(string Code)
{
    /// <summary>A code opens GitLab.</summary>
    public override string ToString() => "***";
}

internal sealed record ListProfilesInput(string? NextToken);

internal sealed record ListProfilesOutput(IReadOnlyList<ProfileShape> Profiles, string? NextToken = null);

internal sealed record ProfileShape(string Arn, string ProfileName, string? Status = null, string? Description = null);

internal sealed record CreateProfileInput(
    string ProfileName, string? Description, ReferenceTracking ReferenceTrackerConfiguration, string ClientToken, IReadOnlyList<ProfileTag>? Tags);

/// <summary>Whether suggestions may resemble public code. The model requires it; the console's default is to allow and to cite.</summary>
internal sealed record ReferenceTracking(string RecommendationsWithReferences)
{
    public static ReferenceTracking Allow { get; } = new("ALLOW");
}

internal sealed record ProfileTag(string Key, string Value);

internal sealed record CreateProfileOutput(string ProfileArn);

internal sealed record DeleteProfileInput(string ProfileArn);
