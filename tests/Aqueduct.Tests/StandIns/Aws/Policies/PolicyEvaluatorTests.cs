using Aqueduct.StandIns.Aws.Policies;

namespace Aqueduct.Tests.StandIns.Aws.Policies;

public sealed class PolicyEvaluatorTests
{
    private static Decision Decide(string statements, string action = "q:SendEvent", string resource = "*", RequestContext? context = null, RequestPrincipal? principal = null) =>
        PolicyEvaluator.Decide(
            [PolicyDocument.Parse($$"""{"Version":"2012-10-17","Statement":[{{statements}}]}""", principal is null ? PolicyKind.Identity : PolicyKind.Resource)],
            new PolicyRequest(action, resource, context ?? new RequestContext()) { Principal = principal });

    private const string Allow = """{"Effect":"Allow","Action":"q:*","Resource":"*"}""";

    [Fact]
    public void Nothing_is_allowed_that_no_statement_allows() => Decide(Allow, "iam:GetRole").ShouldBe(Decision.ImplicitDeny);

    [Fact]
    public void Action_is_compared_without_case() => Decide(Allow, "Q:sendevent").ShouldBe(Decision.Allowed);

    [Fact]
    public void Explicit_deny_wins_wherever_it_stands()
    {
        const string deny = """{"Effect":"Deny","Action":"q:SendEvent","Resource":"*"}""";
        Decide($"{Allow},{deny}").ShouldBe(Decision.ExplicitDeny);
        Decide($"{deny},{Allow}").ShouldBe(Decision.ExplicitDeny);
        Decide($"{deny},{Allow}", "q:SendMessage").ShouldBe(Decision.Allowed);
    }

    [Theory]
    [InlineData("iam:GetRole", true)]
    [InlineData("q:SendEvent", false)]
    public void NotAction_fits_all_but_its_actions(string action, bool allowed) =>
        Decide("""{"Effect":"Allow","NotAction":["q:*","kms:*"],"Resource":"*"}""", action).ShouldBe(allowed ? Decision.Allowed : Decision.ImplicitDeny);

    [Theory]
    [InlineData("arn:aws:qdeveloper:us-east-1:1:plugin/GitLabDuoWithAmazonQ/x", true)]
    [InlineData("arn:aws:qdeveloper:us-east-1:1:plugin/Other/x", false)]
    public void Resource_takes_wildcards(string resource, bool allowed) =>
        Decide("""{"Effect":"Allow","Action":"q:GetPlugin","Resource":"arn:aws:qdeveloper:*:*:plugin/GitLabDuoWithAmazonQ/*"}""", "q:GetPlugin", resource).ShouldBe(allowed ? Decision.Allowed : Decision.ImplicitDeny);

    [Theory]
    [InlineData("arn:aws:iam::1:role/a", false)]
    [InlineData("arn:aws:iam::1:role/b", true)]
    public void NotResource_fits_all_but_its_resources(string resource, bool allowed) =>
        Decide("""{"Effect":"Allow","Action":"iam:*","NotResource":"arn:aws:iam::1:role/a"}""", "iam:GetRole", resource).ShouldBe(allowed ? Decision.Allowed : Decision.ImplicitDeny);

    [Fact]
    public void Resource_with_an_absent_variable_fits_nothing()
    {
        const string own = """{"Effect":"Allow","Action":"iam:*","Resource":"arn:aws:iam::1:user/${aws:username}"}""";
        Decide(own, "iam:GetUser", "arn:aws:iam::1:user/olivia", new RequestContext().Set("aws:username", "olivia")).ShouldBe(Decision.Allowed);
        Decide(own, "iam:GetUser", "arn:aws:iam::1:user/${aws:username}").ShouldBe(Decision.ImplicitDeny);
    }

    [Theory]
    [InlineData("""{"AWS":"arn:aws:iam::1:role/r"}""", "AWS", "arn:aws:iam::1:role/r", true)]
    [InlineData("""{"AWS":"111122223333"}""", "AWS", "arn:aws:iam::111122223333:root", true)]
    [InlineData("\"*\"", "Federated", "arn:aws:iam::111122223333:oidc-provider/x", true)]
    [InlineData("""{"Federated":"arn:aws:iam::111122223333:oidc-provider/x"}""", "Federated", "arn:aws:iam::111122223333:oidc-provider/x", true)]
    [InlineData("""{"Federated":"arn:aws:iam::111122223333:oidc-provider/x"}""", "Federated", "arn:aws:iam::111122223333:oidc-provider/x/", false)]
    [InlineData("""{"Service":"q.amazonaws.com"}""", "AWS", "q.amazonaws.com", false)]
    public void Principal_fits_by_kind_and_name(string principal, string kind, string name, bool allowed) =>
        Decide($$"""{"Effect":"Allow","Principal":{{principal.Replace("::1:", "::111122223333:", StringComparison.Ordinal)}},"Action":"q:*","Resource":"*"}""",
            principal: new RequestPrincipal(kind, name.Replace("::1:", "::111122223333:", StringComparison.Ordinal))).ShouldBe(allowed ? Decision.Allowed : Decision.ImplicitDeny);
}
