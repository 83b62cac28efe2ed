using Aqueduct.StandIns.Aws.Policies;

namespace Aqueduct.Tests.StandIns.Aws.Policies;

public sealed class PolicyGrammarTests
{
    private const string Provider = "arn:aws:iam::111122223333:oidc-provider/auth.token.gitlab.com/cc/oidc/1";

    [Theory]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"},]}""", "This policy contains invalid Json")]
    [InlineData("""{"Version":"2012-10-17","Version":"2012-10-17","Statement":[]}""", "This policy contains invalid Json")]
    [InlineData("[]", "This policy contains invalid Json")]
    [InlineData("""{"Version":"2012-10-17","Statement":[]}""", "Could not parse the policy: Statement is empty!")]
    [InlineData("""{"Version":"2012-10-17"}""", "Missing required field Statement")]
    [InlineData("""{"Version":"2011-01-01","Statement":[]}""", "Invalid policy version: 2011-01-01")]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"sts:AssumeRole"}}""", "Missing required field Principal")]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":{},"Action":"sts:AssumeRole"}}""", "Missing required field Principal cannot be empty!")]
    [InlineData("""{"Statement":{"Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}}""", "Missing required field Effect")]
    [InlineData("""{"Statement":{"Effect":"allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}}""", "Invalid effect: allow")]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":{"AWS":"*"}}}""", "Missing required field Action")]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"iam:GetRole"}}""", "AssumeRole policy may only specify STS AssumeRole actions.")]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"*"}}""", "AssumeRole policy may only specify STS AssumeRole actions.")]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole","Resource":"*"}}""", "Has prohibited field Resource")]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole","NotResource":"*"}}""", "AssumeRole policy must not contain resources.")]
    [InlineData("""{"Statement":{"Effect":"Allow","NotPrincipal":{"AWS":"*"},"Action":"sts:AssumeRole"}}""", "Allow with NotPrincipal is not allowed.")]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole","Conditions":{}}}""", "Unknown field Conditions")]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":{"Federated":"https://issuer.example.test"},"Action":"sts:AssumeRoleWithWebIdentity"}}""", "Federated principals must be valid domain names or SAML metadata ARNs")]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":{"AWS":"someone"},"Action":"sts:AssumeRole"}}""", "Invalid principal in policy: \"AWS\":\"someone\"")]
    [InlineData("""{"Statement":{"Sid":"a-b","Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}}""", "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*")]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole","Condition":{"StringEqual":{"a:b":"c"}}}}""", "Invalid Condition type : StringEqual")]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole","Condition":{"DateLessThan":{"aws:CurrentTime":"soon"}}}}""", "The policy failed legacy parsing")]
    public void Malformed_trust_policy_is_refused_in_IAMs_words(string text, string refusal) => Refusal(text, PolicyKind.Trust).ShouldBe(refusal);

    [Theory]
    [InlineData("""{"Version":"2012-10-17",}""", "Syntax errors in policy.")]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"q:*","Resource":"*"}}""", "Policy document must be version 2012-10-17 or greater.")]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"q:*"}}""", "Policy statement must contain resources.")]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Resource":"*"}}""", "Policy statement must contain actions.")]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Principal":"*"}}""", "Policy document should not specify a principal.")]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"SendEvent","Resource":"*"}}""", "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.")]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"q:SendEvent","Resource":"plugin/*"}}""", "Resource plugin/* must be in ARN format or \"*\".")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow","Action":"*","Resource":"*"},{"Sid":"A","Effect":"Deny","Action":"q:*","Resource":"*"}]}""", "Statement IDs (SID) in a single policy must be unique.")]
    public void Malformed_permissions_policy_is_refused_in_IAMs_words(string text, string refusal) => Refusal(text, PolicyKind.Identity).ShouldBe(refusal);

    [Fact]
    public void Documented_trust_policy_without_its_trailing_comma_is_read()
    {
        PolicyDocument.TryParse(
            $$$$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRoleWithWebIdentity","Principal":{"Federated":"{{{{Provider}}}}"},
             "Condition":{"StringEquals":{"auth.token.gitlab.com/cc/oidc/1:aud":"gitlab-cc-1"}}}]}
            """, PolicyKind.Trust, out var document, out _).ShouldBeTrue();
        var statement = document.Statements.ShouldHaveSingleItem();
        statement.Principals!.Names.ShouldBe([("Federated", Provider)]);
        statement.Conditions.ShouldHaveSingleItem().Values.ShouldBe(["gitlab-cc-1"]);
    }

    [Fact]
    public void Key_policy_statement_without_resource_is_accepted_and_fits_nothing()
    {
        var document = PolicyDocument.Parse("""{"Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"kms:*"}}""", PolicyKind.Resource);
        var request = new PolicyRequest("kms:Encrypt", "arn:aws:kms:us-east-1:111122223333:key/1", new RequestContext()) { Principal = new RequestPrincipal("AWS", "x") };
        PolicyEvaluator.Decide([document], request).ShouldBe(Decision.ImplicitDeny);
    }

    [Fact]
    public void Size_leaves_white_space_out() => PolicyDocument.Size("{ \"a\" :\n\t1 }").ShouldBe(7);

    private static string? Refusal(string text, PolicyKind kind) => PolicyDocument.TryParse(text, kind, out _, out var refusal) ? null : refusal;
}
