using System.Text.Json;
using System.Text.RegularExpressions;

namespace Aqueduct.StandIns.Aws.Policies;

/// <summary>
/// Reads a policy document as strictly as IAM does («Grammar of the IAM JSON policy language»), with IAM's texts. Texts differ between
/// trust policies and identity policies, because IAM has two parsers.
/// </summary>
internal static partial class PolicyGrammar
{
    public const string InvalidJson = "This policy contains invalid Json";
    private const string SyntaxErrors = "Syntax errors in policy.";
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static PolicyDocument Parse(string text, PolicyKind kind)
    {
        using var json = ReadJson(text, kind);
        var root = json.RootElement;
        if (root.ValueKind != JsonValueKind.Object) throw Syntax(kind, InvalidJson);
        Known(root, kind, "Version", "Id", "Statement");
        var version = Version(root, kind);
        if (!root.TryGetProperty("Statement", out var body)) throw Syntax(kind, "Missing required field Statement");
        var elements = body.ValueKind == JsonValueKind.Array ? body.EnumerateArray().ToList() : [body];
        if (elements.Count == 0) throw Syntax(kind, "Could not parse the policy: Statement is empty!");
        var statements = elements.ConvertAll(e => StatementOf(e, kind));
        var sids = statements.Where(s => !string.IsNullOrEmpty(s.Sid)).Select(s => s.Sid).ToList();
        if (sids.Distinct().Count() < sids.Count) throw new MalformedPolicyException("Statement IDs (SID) in a single policy must be unique.");
        return new PolicyDocument(statements, version == "2012-10-17");
    }

    private static JsonDocument ReadJson(string text, PolicyKind kind)
    {
        try
        {
            return JsonDocument.Parse(text, Strict);
        }
        catch (JsonException)
        {
            throw Syntax(kind, InvalidJson);
        }
    }

    private static string? Version(JsonElement root, PolicyKind kind)
    {
        var version = root.TryGetProperty("Version", out var element) ? Text(element, kind) : null;
        if (version is not (null or "2008-10-17" or "2012-10-17")) throw Syntax(kind, $"Invalid policy version: {version}");
        return version != "2012-10-17" && kind == PolicyKind.Identity
            ? throw new MalformedPolicyException("Policy document must be version 2012-10-17 or greater.")
            : version;
    }

    private static Statement StatementOf(JsonElement json, PolicyKind kind)
    {
        if (json.ValueKind != JsonValueKind.Object) throw Syntax(kind, InvalidJson);
        Known(json, kind, "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition");
        if (kind == PolicyKind.Trust && Has(json, "Resource")) throw new MalformedPolicyException("Has prohibited field Resource");
        if (kind == PolicyKind.Trust && Has(json, "NotResource")) throw new MalformedPolicyException("AssumeRole policy must not contain resources.");
        if (kind == PolicyKind.Identity && (Has(json, "Principal") || Has(json, "NotPrincipal")))
            throw new MalformedPolicyException("Policy document should not specify a principal.");
        return new Statement(
            Sid(json, kind), Effect(json, kind), kind == PolicyKind.Identity ? null : PrincipalGrammar.Parse(json, kind),
            Actions(json, kind), Resources(json, kind), ConditionGrammar.Parse(json, kind));
    }

    private static string? Sid(JsonElement json, PolicyKind kind)
    {
        if (!json.TryGetProperty("Sid", out var element)) return null;
        var sid = Text(element, kind);
        return kind == PolicyKind.Resource || SidCharacters().IsMatch(sid) ? sid : throw new MalformedPolicyException(
            "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*");
    }

    private static bool Effect(JsonElement json, PolicyKind kind)
    {
        if (!json.TryGetProperty("Effect", out var element)) throw Syntax(kind, "Missing required field Effect");
        return Text(element, kind) switch
        {
            "Allow" => true,
            "Deny" => false,
            var other => throw Syntax(kind, $"Invalid effect: {other}"),
        };
    }

    private static PatternClause? Actions(JsonElement json, PolicyKind kind)
    {
        var clause = Clause(json, kind, "Action", "NotAction");
        if (clause is null or { Patterns.Count: 0 })
            return kind switch
            {
                PolicyKind.Resource => null,
                PolicyKind.Trust => throw new MalformedPolicyException("Missing required field Action"),
                _ => throw new MalformedPolicyException("Policy statement must contain actions."),
            };
        foreach (var action in clause.Patterns)
        {
            if (kind == PolicyKind.Trust && !TrustAction().IsMatch(action))
                throw new MalformedPolicyException("AssumeRole policy may only specify STS AssumeRole actions.");
            if (action != "*" && !action.Contains(':', StringComparison.Ordinal))
                throw new MalformedPolicyException("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
            if (action != "*" && !ActionCharacters().IsMatch(action)) throw new MalformedPolicyException($"Vendor {action.Split(':')[0]} is not valid");
        }
        return clause;
    }

    private static PatternClause? Resources(JsonElement json, PolicyKind kind)
    {
        if (kind == PolicyKind.Trust) return null;
        var clause = Clause(json, kind, "Resource", "NotResource");
        if (clause is null or { Patterns.Count: 0 })
            return kind == PolicyKind.Resource ? new PatternClause([], Negated: false) // accepted, and fits nothing
                : throw new MalformedPolicyException("Policy statement must contain resources.");
        foreach (var resource in clause.Patterns.Where(r => r != "*" && !r.StartsWith("arn:", StringComparison.Ordinal)))
            throw new MalformedPolicyException($"Resource {resource} must be in ARN format or \"*\".");
        foreach (var resource in clause.Patterns.Where(r => r != "*" && r.Split(':').Length < 6 && !r.EndsWith('*')))
            throw new MalformedPolicyException("The policy failed legacy parsing");
        return clause;
    }

    private static PatternClause? Clause(JsonElement json, PolicyKind kind, string name, string notName)
    {
        var (positive, negative) = (json.TryGetProperty(name, out var element), json.TryGetProperty(notName, out var notElement));
        if (positive && negative) throw Syntax(kind, $"Statement has both {name} and {notName}");
        return positive ? new PatternClause(Texts(element, kind), false) : negative ? new PatternClause(Texts(notElement, kind), true) : null;
    }

    private static bool Has(JsonElement json, string name) => json.TryGetProperty(name, out _);

    /// <summary>Refuses members the grammar does not have; names are case-sensitive.</summary>
    public static void Known(JsonElement json, PolicyKind kind, params string[] names)
    {
        foreach (var member in json.EnumerateObject().Where(m => !names.Contains(m.Name))) throw Syntax(kind, $"Unknown field {member.Name}");
    }

    /// <summary>A string, or a list of strings.</summary>
    public static IReadOnlyList<string> Texts(JsonElement json, PolicyKind kind) =>
        json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray().Select(e => Text(e, kind))] : [Text(json, kind)];

    public static string Text(JsonElement json, PolicyKind kind) =>
        json.ValueKind == JsonValueKind.String ? json.GetString()! : throw Syntax(kind, InvalidJson);

    /// <summary>The text of a trust policy's parser; the identity policies' one says the same to everything.</summary>
    public static MalformedPolicyException Syntax(PolicyKind kind, string text) => new(kind == PolicyKind.Identity ? SyntaxErrors : text);

    [GeneratedRegex(@"\A[0-9A-Za-z]*\z")]
    private static partial Regex SidCharacters();

    // A wildcard is allowed within STS; GetCallerIdentity and the like are not.
    [GeneratedRegex(@"\Asts:((AssumeRole|TagSession|SetSourceIdentity|SetContext)[a-zA-Z]*|[a-zA-Z*?]*[*?][a-zA-Z*?]*)\z", RegexOptions.IgnoreCase)]
    private static partial Regex TrustAction();

    [GeneratedRegex(@"\A[a-zA-Z0-9-]+:[a-zA-Z0-9*?]+\z")]
    private static partial Regex ActionCharacters();
}
