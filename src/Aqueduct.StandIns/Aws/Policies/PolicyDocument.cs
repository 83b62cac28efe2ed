using System.Diagnostics.CodeAnalysis;

namespace Aqueduct.StandIns.Aws.Policies;

/// <summary>A policy document that passed the grammar of its kind.</summary>
/// <param name="HasVariables">Version 2012-10-17 replaces <c>${…}</c>; the older grammar takes it literally.</param>
internal sealed record PolicyDocument(IReadOnlyList<Statement> Statements, bool HasVariables)
{
    /// <param name="refusal">AWS's text for its MalformedPolicyDocument.</param>
    public static bool TryParse(
        string text, PolicyKind kind, [NotNullWhen(true)] out PolicyDocument? document, [NotNullWhen(false)] out string? refusal)
    {
        (document, refusal) = (null, null);
        try
        {
            document = PolicyGrammar.Parse(text, kind);
            return true;
        }
        catch (MalformedPolicyException e)
        {
            refusal = e.Message;
            return false;
        }
    }

    /// <summary>A document that is known to be good, such as one from the world.</summary>
    public static PolicyDocument Parse(string text, PolicyKind kind) => PolicyGrammar.Parse(text, kind);

    /// <summary>Length as AWS counts it against its quotas: without white space.</summary>
    public static int Size(string text) => text.Count(c => !char.IsWhiteSpace(c));
}

/// <summary>AWS's text for a document that breaks the grammar; never leaves this folder but as a refusal.</summary>
internal sealed class MalformedPolicyException(string message) : Exception(message);
