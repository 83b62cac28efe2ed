using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.GraphQl;

namespace Aqueduct.Tests.StandIns.GitLab;

public sealed class GraphQlParserTests
{
    [Fact]
    public void Reads_names_variables_aliases_arguments_and_comments()
    {
        var operation = Parser.Parse("""
            # what we ask
            query Mine($a: [Int!]! = [1, -2], $b: String) { alias: field(x: { y: $b, z: "q\"", e: ENUM, n: null }, l: $a) { id } }
            """).ShouldHaveSingleItem();

        (operation.Kind, operation.Name).ShouldBe(("query", "Mine"));
        operation.Variables.Select(v => (v.Name, v.Required, v.Default?.ToJsonString())).ShouldBe([("a", true, "[1,-2]"), ("b", false, null)]);
        var field = operation.Selections.ShouldHaveSingleItem();
        (field.Key, field.Field, field.Selections.Single().Field).ShouldBe(("alias", "field", "id"));
        var variables = new Dictionary<string, JsonNode?> { ["a"] = new JsonArray(1) };
        field.Arguments["x"].Resolve(variables)!.ToJsonString().ShouldBe("""{"z":"q\u0022","e":"ENUM","n":null}""", "b was not given");
        field.Arguments["l"].Resolve(variables)!.ToJsonString().ShouldBe("[1]");
    }

    [Theory]
    [InlineData("{ a ", 1, 5)]
    [InlineData("{ a(b 1) }", 1, 7)]
    [InlineData("query {\n  % }", 2, 3)]
    [InlineData("fragment F on T { a }", 1, 1)]
    public void Says_where_it_could_not_go_on(string document, int line, int column)
    {
        var error = Should.Throw<GraphQlError>(() => Parser.Parse(document));

        (error.Line, error.Column).ShouldBe((line, column));
    }
}
