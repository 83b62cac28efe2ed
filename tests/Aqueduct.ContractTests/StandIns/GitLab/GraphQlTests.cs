using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Aqueduct.ContractTests.StandIns.GitLab;

public sealed class GraphQlTests
{
    private const string Update = "mutation($input: DuoSettingsUpdateInput!) { duoSettingsUpdate(input: $input) { duoSettings { aiGatewayUrl } errors } }";

    [Theory]
    [InlineData("root", "{ currentUser { id name: username } metadata { version } }", """{"data":{"currentUser":{"id":"gid://gitlab/User/1","name":"root"},"metadata":{"version":"18.5.1-ee"}}}""")]
    [InlineData(null, "{ currentUser { id } }", """{"data":{"currentUser":null}}""")]
    [InlineData("root", "{ currentLicense { plan } addOnPurchases { name } }", """{"data":{"currentLicense":{"plan":"ultimate"},"addOnPurchases":[]}}""")]
    [InlineData("root", "{ currentUser { shoeSize } }", """{"errors":[{"message":"Field 'shoeSize' doesn't exist on type 'CurrentUser'","locations":[{"line":1,"column":17}],"path":["query","currentUser","shoeSize"],"extensions":{"code":"undefinedField","fieldName":"shoeSize"}}]}""")]
    [InlineData("root", "{ currentUser ", """{"errors":[{"message":"Unexpected end of document","locations":[{"line":1,"column":15}]}]}""")]
    [InlineData("dana", "{ currentLicense { plan } }", """{"data":{"currentLicense":null},"errors":[{"message":"The resource that you are attempting to access does not exist or you don't have permission to perform this action","locations":[{"line":1,"column":3}],"path":["currentLicense"]}]}""")]
    public async Task A_query_gets_what_it_asks_for_and_an_error_for_the_rest(string? user, string query, string expected)
    {
        await using var gitLab = await GitLabClient.StartAsync();

        (await AskAsync(gitLab, user, query)).ShouldBe((200, expected));
    }

    [Fact]
    public async Task The_gateways_address_is_an_administrators_to_change_while_Amazon_Q_is_not_connected()
    {
        await using var gitLab = await GitLabClient.StartAsync();
        var input = new JsonObject { ["input"] = new JsonObject { ["aiGatewayUrl"] = "https://gateway.example.test/" } };
        const string refused = """{"data":{"duoSettingsUpdate":null},"errors":[{"message":"You don't have permission to update the setting ai_gateway_url.","locations":[{"line":1,"column":45}],"path":["duoSettingsUpdate"]}]}""";

        (await AskAsync(gitLab, "root", Update, input)).Body.ShouldBe("""{"data":{"duoSettingsUpdate":{"duoSettings":{"aiGatewayUrl":"https://gateway.example.test"},"errors":[]}}}""");
        (await AskAsync(gitLab, "dana", Update, input)).Body.ShouldBe(refused);
        gitLab.StandIn.World.Change(() => gitLab.StandIn.World.State.AmazonQ.Ready = true);
        (await AskAsync(gitLab, "root", Update, input)).Body.ShouldBe(refused);
    }

    [Fact]
    public async Task A_wrong_token_is_told_so()
    {
        await using var gitLab = await GitLabClient.StartAsync();

        (await AskAsync(gitLab, "nobody", "{ currentUser { id } }")).ShouldBe((401, """{"errors":[{"message":"Invalid token"}]}"""));
    }

    private static async Task<(int Status, string Body)> AskAsync(GitLabClient gitLab, string? user, string query, JsonObject? variables = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/graphql") { Content = JsonContent.Create(new JsonObject { ["query"] = query, ["variables"] = variables?.DeepClone() }) };
        if (user is not null) request.Headers.Add("Authorization", $"Bearer glpat-standin-{user}");
        var answer = await gitLab.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
