using System.Text.Json;
using System.Text.RegularExpressions;

namespace Aqueduct.StandIns.Aws.Policies;

/// <summary>Principal and NotPrincipal of a trust policy or a resource's policy.</summary>
internal static partial class PrincipalGrammar
{
    public static PrincipalClause Parse(JsonElement statement, PolicyKind kind)
    {
        var negated = statement.TryGetProperty("NotPrincipal", out var json);
        if (negated == statement.TryGetProperty("Principal", out var positive))
            throw new MalformedPolicyException(negated ? "Statement has both Principal and NotPrincipal" : "Missing required field Principal");
        if (negated && statement.TryGetProperty("Effect", out var effect) && effect.GetString() == "Allow")
            throw new MalformedPolicyException("Allow with NotPrincipal is not allowed.");
        return new PrincipalClause(Names(negated ? json : positive, kind), negated);
    }

    private static List<(string, string)> Names(JsonElement json, PolicyKind kind)
    {
        if (json.ValueKind == JsonValueKind.String && json.GetString() == "*") return [("AWS", "*")];
        if (json.ValueKind != JsonValueKind.Object) throw new MalformedPolicyException($"Invalid principal in policy: \"STAR\":\"{json}\"");
        PolicyGrammar.Known(json, kind, "AWS", "Federated", "Service", "CanonicalUser");
        var names = json.EnumerateObject()
            .SelectMany(m => PolicyGrammar.Texts(m.Value, kind).Select(name => (m.Name, Checked(m.Name, name)))).ToList();
        return names.Count > 0 ? names : throw new MalformedPolicyException("Missing required field Principal cannot be empty!");
    }

    private static string Checked(string kind, string name) => kind switch
    {
        "Federated" when !DomainName().IsMatch(name) && !Provider().IsMatch(name) =>
            throw new MalformedPolicyException("Federated principals must be valid domain names or SAML metadata ARNs"),
        "AWS" when Account().IsMatch(name) => $"arn:aws:iam::{name}:root",
        "AWS" when name != "*" && !Caller().IsMatch(name) => throw Invalid("AWS", name),
        "Service" when !DomainName().IsMatch(name) => throw Invalid("SERVICE", name),
        _ => name,
    };

    /// <summary>AWS's refusal of a principal that is malformed, does not exist, or cannot be seen yet.</summary>
    public static MalformedPolicyException Invalid(string kind, string name) => new($"Invalid principal in policy: \"{kind}\":\"{name}\"");

    [GeneratedRegex(@"\A([a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?\.)+[a-zA-Z]{2,}\z")]
    private static partial Regex DomainName();

    [GeneratedRegex(@"\Aarn:aws[\w-]*:iam::\d{12}:(oidc|saml)-provider/.+\z")]
    private static partial Regex Provider();

    [GeneratedRegex(@"\A\d{12}\z")]
    private static partial Regex Account();

    [GeneratedRegex(@"\Aarn:aws[\w-]*:(iam|sts)::\d{12}:(root|(user|role|assumed-role|federated-user)/[^*?]+)\z")]
    private static partial Regex Caller();
}
