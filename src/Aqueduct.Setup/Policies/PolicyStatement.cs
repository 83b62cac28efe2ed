using System.Text.Json;

namespace Aqueduct.Setup.Policies;

/// <summary>One statement: its effect and its elements, each a sorted set of texts without duplicates.</summary>
/// <param name="Elements">By name, such as <c>Action</c>, <c>Principal.Federated</c> or <c>StringEquals host:aud</c>.</param>
internal sealed record PolicyStatement(string Effect, IReadOnlyDictionary<string, IReadOnlyList<string>> Elements)
{
    public static PolicyStatement Read(JsonElement statement)
    {
        var elements = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var member in statement.EnumerateObject())
        {
            switch (member.Name)
            {
                case "Sid" or "Effect":
                    break;
                case "Condition":
                    foreach (var test in member.Value.EnumerateObject())
                        foreach (var key in test.Value.EnumerateObject())
                            elements[$"{test.Name} {Lower(key.Name)}"] = Texts(key.Value);
                    break;
                case "Principal" or "NotPrincipal" when member.Value.ValueKind is JsonValueKind.Object:
                    foreach (var kind in member.Value.EnumerateObject())
                        elements[$"{member.Name}.{kind.Name}"] = Texts(kind.Value);
                    break;
                case "Principal" or "NotPrincipal":
                    elements[$"{member.Name}.AWS"] = Texts(member.Value);
                    break;
                case "Action" or "NotAction": // IAM compares actions without regard to case
                    elements[member.Name] = [.. Texts(member.Value).Select(Lower).Distinct().Order(StringComparer.Ordinal)];
                    break;
                default:
                    elements[member.Name] = Texts(member.Value);
                    break;
            }
        }

        return new(statement.GetProperty(nameof(Effect)).GetString() ?? "", elements);
    }

    /// <summary>Whom it is about: ARNs, accounts, services; none for <c>NotPrincipal</c>.</summary>
    public IEnumerable<string> Principals => Elements.Where(e => IsPrincipal(e.Key)).SelectMany(e => e.Value);

    /// <summary>Every combination of one principal, one action and one resource, with the conditions they share.</summary>
    public IEnumerable<string> Grants()
    {
        var shared = string.Join('|', Elements.Where(e => !IsSplit(e.Key)).Select(e => $"{e.Key}={string.Join(',', e.Value)}"));
        return Elements.Where(e => IsSplit(e.Key) && !IsPrincipal(e.Key))
            .Aggregate(GrantsByPrincipal().AsEnumerable(), (grants, element) => grants.SelectMany(g => element.Value.Select(v => $"{g}|{element.Key}={v}")))
            .Select(g => $"{g}|{shared}");
    }

    private List<string> GrantsByPrincipal()
    {
        var principals = Elements.Where(e => IsPrincipal(e.Key)).SelectMany(e => e.Value.Select(v => $"{Effect}|{e.Key}={v}")).ToList();
        return principals.Count is 0 ? [Effect] : principals;
    }

    private static bool IsPrincipal(string element) => element.StartsWith("Principal.", StringComparison.Ordinal);

    private static bool IsSplit(string element) => element is "Action" or "Resource" || IsPrincipal(element);

    private static IReadOnlyList<string> Texts(JsonElement value) =>
        value.ValueKind is JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(v => v.ToString()).Distinct().Order(StringComparer.Ordinal)]
            : [value.ToString()];

    // Condition keys and actions are case-insensitive.
    private static string Lower(string text) => text.ToLowerInvariant();

    public override string ToString() =>
        $"{Effect} {string.Join(", ", Elements.Select(e => $"{e.Key} {string.Join(" ", e.Value)}"))}";
}
