using System.Globalization;
using System.Xml.Linq;
using Aqueduct.Aws.Protocols;

namespace Aqueduct.Aws.Iam;

/// <summary>IAM's shapes in its XML, and its tags in our forms.</summary>
internal static class IamXml
{
    // IAM's default, for answers that leave the member out.
    private const int DefaultSessionDuration = 3600;

    public static OpenIdConnectProvider Provider(string arn, XElement result) => new(
        arn,
        result.Required("Url"),
        [.. result.Members("ClientIDList").Select(id => id.Value)],
        [.. result.Members("ThumbprintList").Select(thumbprint => thumbprint.Value)],
        Tags(result));

    public static Role Role(XElement role) => new(
        role.Required("RoleName"),
        role.Required("Arn"),
        role.Required("RoleId"),
        role.Required("Path"),
        Document(role, "AssumeRolePolicyDocument"),
        role.Text("MaxSessionDuration") is { } seconds ? int.Parse(seconds, CultureInfo.InvariantCulture) : DefaultSessionDuration,
        role.Text("Description"),
        Tags(role));

    /// <summary>A policy document as JSON text; IAM answers it URL-encoded (RFC 3986).</summary>
    public static string Document(XElement parent, string name) => Uri.UnescapeDataString(parent.Required(name));

    /// <summary>One decision per resource where IAM lists them, else the one of the action.</summary>
    public static IEnumerable<SimulatedAction> Simulated(XElement evaluation)
    {
        var action = evaluation.Required("EvalActionName");
        var each = evaluation.Members("ResourceSpecificResults")
            .Select(r => new SimulatedAction(action, r.Required("EvalResourceName"), r.Required("EvalResourceDecision")))
            .ToArray();
        return each.Length > 0 ? each : [new(action, evaluation.Text("EvalResourceName") ?? "*", evaluation.Required("EvalDecision"))];
    }

    public static QueryForm AddTags(this QueryForm form, IReadOnlyList<IamTag> tags)
    {
        for (var i = 0; i < tags.Count; i++)
        {
            form.Add($"Tags.member.{i + 1}.Key", tags[i].Key).Add($"Tags.member.{i + 1}.Value", tags[i].Value);
        }

        return form;
    }

    private static List<IamTag> Tags(XElement parent) => [.. parent.Members("Tags").Select(t => new IamTag(t.Required("Key"), t.Required("Value")))];
}
