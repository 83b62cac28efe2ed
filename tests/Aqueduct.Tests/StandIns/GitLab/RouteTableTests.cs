using Aqueduct.StandIns.GitLab.Http;

namespace Aqueduct.Tests.StandIns.GitLab;

public sealed class RouteTableTests
{
    private readonly RouteTable table = new();

    public RouteTableTests()
    {
        foreach (var route in new[] { "GET /api/v4/projects/:id", "PUT /api/v4/projects/:id", "GET /api/v4/tokens/:id", "GET /api/v4/tokens/self", "GET /api/v4/projects/:id/files/:file_path" })
            table.Add(route.Split(' ')[0], route.Split(' ')[1], _ => Answer.NoContent());
    }

    [Fact]
    public void A_percent_encoded_path_is_one_placeholder()
    {
        var (route, path, _) = table.Find("GET", "/api/v4/projects/acme%2Fplatform%2Fledger/files/src%2FA%20b.cs");

        route!.Name.ShouldBe("GET /projects/:id/files/:file_path");
        path.ShouldBe(new Dictionary<string, string> { ["id"] = "acme/platform/ledger", ["file_path"] = "src/A b.cs" }, ignoreOrder: true);
    }

    [Theory]
    [InlineData("GET", "/api/v4/tokens/self", "GET /tokens/self")]
    [InlineData("GET", "/api/v4/tokens/7", "GET /tokens/:id")]
    [InlineData("HEAD", "/api/v4/tokens/7", "GET /tokens/:id")]
    [InlineData("GET", "/api/v4/tokens/7/", "GET /tokens/:id")]
    public void A_literal_wins_over_a_placeholder(string method, string path, string route) => table.Find(method, path).Route!.Name.ShouldBe(route);

    [Fact]
    public void A_known_path_with_another_method_names_the_methods_it_has()
    {
        var (route, _, allowed) = table.Find("POST", "/api/v4/projects/7");

        route.ShouldBeNull();
        allowed.ShouldBe(["GET", "PUT"]);
    }

    [Fact]
    public void An_unknown_path_has_none() => table.Find("GET", "/api/v4/projects").Allowed.ShouldBeEmpty();
}
