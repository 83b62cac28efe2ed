using System.Text.Json;

namespace Aqueduct.Setup.Policies;

/// <summary>
/// A policy document as the set of single grants it makes, so that order, white space, Sids, one string or an array of one,
/// and statements split or merged make no difference. What a <c>Not…</c> element excludes stays together, since it cannot be split.
/// </summary>
internal sealed class PolicyMeaning
{
    private readonly HashSet<string> grants;

    private PolicyMeaning(HashSet<string> grants, IReadOnlyList<PolicyStatement> statements) => (this.grants, Statements) = (grants, statements);

    public IReadOnlyList<PolicyStatement> Statements { get; }

    /// <returns>Null when the text is no policy document.</returns>
    public static PolicyMeaning? Read(string document)
    {
        try
        {
            using var json = JsonDocument.Parse(document);
            var version = json.RootElement.TryGetProperty("Version", out var v) ? v.GetString() : "2008-10-17";
            var list = json.RootElement.GetProperty("Statement");
            var statements = (list.ValueKind is JsonValueKind.Array ? list.EnumerateArray().Select(PolicyStatement.Read) : [PolicyStatement.Read(list)]).ToList();
            return new([.. statements.SelectMany(s => s.Grants()).Select(g => $"{version}|{g}")], statements);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    public bool IsSameAs(PolicyMeaning other) => grants.SetEquals(other.grants);

    /// <summary>Whether this grants at least what <paramref name="other"/> grants, word for word (wildcards are not interpreted).</summary>
    public bool Covers(PolicyMeaning other) => grants.IsSupersetOf(other.grants);
}
