using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.Access;
using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.Rest;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.GraphQl;

/// <summary><c>POST /api/graphql</c>: a small honest executor of a small schema; what it does not have is answered as an undefined field.</summary>
internal sealed class GraphQlEndpoint(GitLabWorld world, Authentication authentication, InstanceEndpoints instance, UserShapes users)
{
    public void Map(RouteTable routes) => routes.Add("POST", "/api/graphql", call => world.Change(() => Execute(call)));

    private Answer Execute(Call call)
    {
        try
        {
            if (authentication.Identify(call, ["api", "read_api"]) is { } caller) call.Caller = caller;
        }
        catch (ApiError error) when (error.Answer.Status == 401)
        {
            return Answer.Json(new JsonObject { ["errors"] = new JsonArray(new JsonObject { ["message"] = "Invalid token" }) }, 401);
        }
        try
        {
            return Answer.Json(Run(call));
        }
        catch (GraphQlError error)
        {
            return Answer.Json(new JsonObject { ["errors"] = new JsonArray(Execution.Error(error.Message, error.Line, error.Column)) });
        }
    }

    private JsonObject Run(Call call)
    {
        var operations = Parser.Parse(call.Parameters.Text("query") ?? "");
        var wanted = call.Parameters.Text("operationName");
        var operation = (operations.Count == 1 && string.IsNullOrEmpty(wanted) ? operations[0] : operations.FirstOrDefault(o => o.Name == wanted))
            ?? throw new GraphQlError(operations.Count == 0 ? "Unexpected end of document" : "An operation name is required", 1, 1);
        var schema = new GitLabSchema(world, instance, users, call.CallerOrNobody);
        if (operation.Kind == "mutation" && call.CallerOrNobody?.Scopes.Contains("api") != true)
            throw new GraphQlError("The resource that you are attempting to access does not exist or you don't have permission to perform this action", 1, 1);
        return new Execution(operation, operation.Kind == "mutation" ? schema.Mutation : schema.Query, Variables(call, operation)).Run();
    }

    private static Dictionary<string, JsonNode?> Variables(Call call, Operation operation)
    {
        var given = call.Parameters["variables"] switch
        {
            JsonObject variables => variables,
            JsonValue text => JsonNode.Parse(text.ToString()) as JsonObject ?? throw new GraphQlError("Variables are invalid", 1, 1),
            _ => [],
        };
        var values = operation.Variables.Where(v => v.Default is not null).ToDictionary(v => v.Name, v => v.Default);
        foreach (var (name, value) in given) values[name] = value;
        return values;
    }
}
