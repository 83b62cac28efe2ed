using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aqueduct.StandIns.GitLab.GraphQl;

/// <summary>Reads the part of GraphQL that API clients of GitLab use here: operations, variables, arguments and fields; no fragments, no directives.</summary>
internal sealed class Parser
{
    private readonly List<Token> tokens;
    private int at;

    private Parser(string document) => tokens = Tokenizer.Split(document);

    private Token Current => tokens[at];

    public static IReadOnlyList<Operation> Parse(string document)
    {
        var parser = new Parser(document);
        var operations = new List<Operation>();
        while (parser.Current.Text.Length > 0) operations.Add(parser.Operation());
        return operations;
    }

    private Operation Operation()
    {
        if (Current.Text == "{") return new Operation("query", null, [], Selections());
        var kind = Name();
        if (kind is not ("query" or "mutation")) throw Unexpected(tokens[at - 1]);
        var name = Current.IsName ? Name() : null;
        return new Operation(kind, name, Current.Text == "(" ? Variables() : [], Selections());
    }

    private List<Variable> Variables()
    {
        var variables = new List<Variable>();
        for (Expect("("); !Skip(")");)
        {
            Expect("$");
            var name = Name();
            Expect(":");
            var required = Type();
            variables.Add(new Variable(name, required, Skip("=") ? Value().Resolve(new Dictionary<string, JsonNode?>()) : null));
        }
        return variables;
    }

    private bool Type()
    {
        if (Skip("["))
        {
            Type();
            Expect("]");
        }
        else
        {
            Name();
        }
        return Skip("!");
    }

    private List<Selection> Selections()
    {
        var selections = new List<Selection>();
        for (Expect("{"); !Skip("}");) selections.Add(Selection());
        return selections;
    }

    private Selection Selection()
    {
        var start = Current;
        var key = Name();
        var field = Skip(":") ? Name() : key;
        var arguments = new Dictionary<string, Value>();
        if (Skip("("))
            while (!Skip(")"))
            {
                var argument = Name();
                Expect(":");
                arguments[argument] = Value();
            }
        return new Selection(key, field, arguments, Current.Text == "{" ? Selections() : [], start.Line, start.Column);
    }

    private Value Value()
    {
        if (Skip("$")) return new Value.OfVariable(Name());
        if (Skip("["))
        {
            var items = new List<Value>();
            while (!Skip("]")) items.Add(Value());
            return new Value.Many(items);
        }
        if (!Skip("{")) return new Value.Constant(Constant());
        var fields = new Dictionary<string, Value>();
        while (!Skip("}"))
        {
            var name = Name();
            Expect(":");
            fields[name] = Value();
        }
        return new Value.Input(fields);
    }

    private JsonNode? Constant()
    {
        var token = Current;
        at++;
        return token.Text switch
        {
            "null" => null,
            "true" => true,
            "false" => false,
            ['"', ..] => JsonSerializer.Deserialize<string>(token.Text),
            _ when token.IsName => token.Text, // an enum's value
            _ when long.TryParse(token.Text, CultureInfo.InvariantCulture, out var whole) => whole,
            _ when double.TryParse(token.Text, CultureInfo.InvariantCulture, out var number) => number,
            _ => throw Unexpected(token),
        };
    }

    private string Name()
    {
        var token = Current;
        if (!token.IsName) throw Unexpected(token);
        at++;
        return token.Text;
    }

    private void Expect(string text)
    {
        if (!Skip(text)) throw Unexpected(Current);
    }

    private bool Skip(string text)
    {
        if (Current.Text != text) return false;
        at++;
        return true;
    }

    private static GraphQlError Unexpected(Token token) =>
        new(token.Text.Length == 0 ? "Unexpected end of document" : $"Parse error on \"{token.Text}\" at [{token.Line}, {token.Column}]", token.Line, token.Column);
}
