using System.Text.Json.Serialization;

namespace Aqueduct.Story;

[JsonConverter(typeof(JsonStringEnumConverter<StepStatus>))]
internal enum StepStatus
{
    [JsonStringEnumMemberName("ok")]
    Ok,

    [JsonStringEnumMemberName("failed")]
    Failed,

    [JsonStringEnumMemberName("skipped")]
    Skipped,
}

/// <summary>One step of <c>up --check</c>; the name says in kebab-case what was proven.</summary>
internal sealed record StoryStep(string Name, StepStatus Status, long Milliseconds, string Detail);

internal sealed record StoryReport(bool Ok, IReadOnlyList<StoryStep> Steps);
