using System.Text;

namespace Aqueduct.Aws.Protocols;

/// <summary>The body of an AWS Query call: a form, lists as <c>Name.member.1</c>. What is null or empty is left out.</summary>
internal sealed class QueryForm
{
    private readonly StringBuilder text = new();

    public QueryForm Add(string name, string? value)
    {
        if (value is not null)
        {
            text.Append('&').Append(Encode(name)).Append('=').Append(Encode(value));
        }

        return this;
    }

    public QueryForm AddList(string name, IReadOnlyList<string> values)
    {
        for (var i = 0; i < values.Count; i++)
        {
            Add($"{name}.member.{i + 1}", values[i]);
        }

        return this;
    }

    public byte[] ToBody(string action, string version) => Encoding.UTF8.GetBytes($"Action={action}&Version={version}{text}");

    // application/x-www-form-urlencoded: a space is a plus sign.
    private static string Encode(string value) => Uri.EscapeDataString(value).Replace("%20", "+", StringComparison.Ordinal);
}
