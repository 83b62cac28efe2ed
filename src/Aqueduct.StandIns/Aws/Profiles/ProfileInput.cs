using System.Text.Json;
using Aqueduct.StandIns.Aws.Calls;

namespace Aqueduct.StandIns.Aws.Profiles;

/// <summary>What CreateProfile and UpdateProfile have in common, and tags.</summary>
/// <param name="References">Null when left out.</param>
internal sealed record ProfileInput(string? Name, string? Description, string? References)
{
    private const string Code = "ValidationException";

    public static ProfileInput Read(JsonElement input, bool nameRequired)
    {
        var name = input.Text("profileName");
        var description = input.Text("description");
        var references = input.Structure("referenceTrackerConfiguration")?.Text("recommendationsWithReferences");
        var constraints = new Constraints(Code);
        if (nameRequired) constraints.Required("profileName", name);
        constraints.Length("profileName", name, 1, 100);
        constraints.Pattern("profileName", name, "[a-zA-Z][a-zA-Z0-9_-]*");
        constraints.Length("description", description, 1, 256);
        constraints.Pattern("description", description, @"[\sa-zA-Z0-9_-]*");
        constraints.OneOf("referenceTrackerConfiguration.recommendationsWithReferences", references, "ALLOW", "BLOCK");
        constraints.Length("clientToken", input.Text("clientToken"), 1, 256);
        constraints.Check();
        return new ProfileInput(name, description, references);
    }

    /// <summary>The ARN of the profile a call is about.</summary>
    /// <param name="member"><c>profileArn</c> or, for tags, <c>resourceName</c>.</param>
    public static string Arn(JsonElement input, string member)
    {
        var arn = input.Text(member);
        var constraints = new Constraints(Code);
        constraints.Required(member, arn);
        constraints.Length(member, arn, 0, 1224);
        constraints.Check();
        return arn!;
    }

    /// <returns>Null when left out.</returns>
    public static IReadOnlyDictionary<string, string>? Tags(JsonElement input, bool required)
    {
        var list = input.List("tags");
        var constraints = new Constraints(Code);
        if (required) constraints.Required("tags", list is null ? null : "");
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in list ?? [])
        {
            var (key, value) = (tag.Text("key"), tag.Text("value"));
            constraints.Required("tags.member.key", key);
            constraints.Length("tags.member.key", key, 1, 128);
            constraints.Required("tags.member.value", value);
            constraints.Length("tags.member.value", value, 0, 256);
            tags[key ?? ""] = value ?? "";
        }
        constraints.Count("tags", tags.Keys, 0, 200);
        constraints.Check();
        return list is null ? null : tags;
    }
}
