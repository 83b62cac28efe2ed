using System.Text.Json;

namespace Aqueduct.Setup.Policies;

/// <summary>
/// The trust policy of a role that others rely on, too. Ours are the statements that let in nobody but identity providers of ours;
/// every other statement, and the document around them, stays as it is.
/// </summary>
internal sealed class SharedTrust
{
    private const string Statement = "Statement";

    private readonly IReadOnlyCollection<string> providerArns;
    private readonly JsonElement document;
    private readonly ILookup<bool, JsonElement> isOurs;

    private SharedTrust(JsonElement document, IReadOnlyCollection<string> providerArns)
    {
        (this.document, this.providerArns) = (document, providerArns);
        var list = document.GetProperty(Statement);
        isOurs = (list.ValueKind is JsonValueKind.Array ? [.. list.EnumerateArray()] : (IReadOnlyList<JsonElement>)[list]).ToLookup(IsOurs);
    }

    public bool HasOthers => isOurs[false].Any();

    /// <summary>Whom the statements of others let in: ARNs, accounts, services.</summary>
    public IReadOnlyList<string> OtherPrincipals =>
        [.. isOurs[false].Select(PolicyStatement.Read).Where(s => s.Effect is "Allow").SelectMany(s => s.Principals).Distinct()];

    /// <summary>A document of our statements alone, to compare with the wanted one.</summary>
    public string Ours => PolicyText.Write([.. isOurs[true].Select(Members)]);

    /// <param name="providerArns">Of our identity providers: the wanted one, and those that earlier configurations made.</param>
    /// <returns>Null when the text is no policy document.</returns>
    public static SharedTrust? Read(string document, IReadOnlyCollection<string> providerArns)
    {
        if (PolicyMeaning.Read(document) is null)
            return null;
        using var json = JsonDocument.Parse(document);
        return new(json.RootElement.Clone(), providerArns);
    }

    /// <summary>The same document with other statements of ours; without a statement when nobody is let in any more, which IAM refuses.</summary>
    /// <param name="source">The document whose statements about our identity providers are taken; null: none.</param>
    public string WithOursOf(string? source)
    {
        var ours = source is null ? null : Read(source, providerArns)?.isOurs[true];
        return PolicyText.WriteDocument(writer =>
        {
            foreach (var member in document.EnumerateObject().Where(m => m.Name is not Statement))
                member.WriteTo(writer);
            writer.WriteStartArray(Statement);
            foreach (var statement in isOurs[false].Concat(ours ?? []))
                statement.WriteTo(writer);
            writer.WriteEndArray();
        });
    }

    // A Deny is somebody's protection, whomever it names.
    private bool IsOurs(JsonElement statement) =>
        PolicyStatement.Read(statement) is { Effect: "Allow" } read && read.Principals.Any() && read.Principals.All(providerArns.Contains);

    private static Action<Utf8JsonWriter> Members(JsonElement statement) => writer =>
    {
        foreach (var member in statement.EnumerateObject())
            member.WriteTo(writer);
    };
}
