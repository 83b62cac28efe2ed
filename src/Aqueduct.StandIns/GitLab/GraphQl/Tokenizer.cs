using System.Text.RegularExpressions;

namespace Aqueduct.StandIns.GitLab.GraphQl;

/// <param name="Text">As written; empty at the end of the document.</param>
internal sealed record Token(string Text, int Line, int Column)
{
    public bool IsName => Text.Length > 0 && (char.IsAsciiLetter(Text[0]) || Text[0] == '_');
}

/// <summary>Splits a GraphQL document (October 2021 edition) into tokens; commas, blanks and comments vanish.</summary>
internal static partial class Tokenizer
{
    public static List<Token> Split(string document)
    {
        var tokens = new List<Token>();
        for (var at = 0; at < document.Length;)
        {
            var match = Lexeme().Match(document, at);
            var (line, column) = Position(document, at);
            if (!match.Success || match.Index != at) throw new GraphQlError($"Parse error on {document[at]} (error) at [{line}, {column}]", line, column);
            if (match.Groups["token"].Success) tokens.Add(new Token(match.Groups["token"].Value, line, column));
            at += match.Length;
        }
        var end = Position(document, document.Length);
        tokens.Add(new Token("", end.Line, end.Column));
        return tokens;
    }

    private static (int Line, int Column) Position(string document, int at)
    {
        var before = document.AsSpan(0, at);
        return (before.Count('\n') + 1, at - before.LastIndexOf('\n'));
    }

    [GeneratedRegex("""\G(?:[\s,\uFEFF]+|#[^\n]*|(?<token>\.\.\.|[A-Za-z_][A-Za-z0-9_]*|-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|"(?:[^"\\\n]|\\.)*"|[!$&()\[\]{}:=@|]))""")]
    private static partial Regex Lexeme();
}
