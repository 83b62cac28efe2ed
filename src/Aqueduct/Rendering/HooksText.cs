using System.Globalization;
using System.Text.Json.Serialization;
using Aqueduct.Server.Hooks;
using Aqueduct.Server.Storage;
using Aqueduct.Server.Tree;

namespace Aqueduct.Rendering;

internal sealed record HooksReport(TreeStatus Mirror, HooksStatus Hooks);

/// <summary>Mirror and hooks as a person reads them.</summary>
internal static class HooksText
{
    public static void Write(HooksReport report, TextWriter output, Paint paint)
    {
        var mirror = report.Mirror;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Mirror  {mirror.Groups} groups, {mirror.Projects} projects, {State(mirror, paint)}"));
        if (mirror.Changes > 0)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"        {mirror.Changes} changed at GitLab, to be read again"));
        if (mirror.Failure is { } held)
            output.WriteLine($"        {paint.Bad("held up")}: {held.Detail}\n        {held.Fix}");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Hooks   {report.Hooks.Present} as they should be, {report.Hooks.Waiting} to do"));
        foreach (var trouble in report.Hooks.Troubles)
            output.WriteLine($"        {paint.Bad(trouble.OfGroup ? "group" : "project")} {trouble.PlaceId}: {trouble.Failure.Detail}\n        {trouble.Failure.Fix}");
    }

    private static string State(TreeStatus mirror, Paint paint) => mirror switch
    {
        { Phase: not TreePhase.Waiting, IsComplete: false } => paint.Caution("reading for the first time"),
        { Phase: not TreePhase.Waiting } => "reading again",
        { FinishedAt: { } at } => paint.Good($"complete since {at.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)}"),
        _ => paint.Caution("not begun"),
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(HooksReport))]
internal sealed partial class HooksReportJson : JsonSerializerContext;
