using Aqueduct.Setup.Policies;

namespace Aqueduct.Tests.Setup.Policies;

public sealed class SharedTrustTests
{
    private const string Theirs = """{"Effect":"Allow","Principal":{"Federated":"arn:gitlab"},"Action":"sts:AssumeRoleWithWebIdentity"}""";
    private const string Ours = """{"Effect":"Allow","Principal":{"Federated":"arn:ours"},"Action":"sts:AssumeRoleWithWebIdentity"}""";

    [Fact]
    public void Our_statement_comes_beside_those_of_others_in_their_own_words() =>
        Squeezed(Read($$"""{"Version":"2008-10-17","Id":"x","Statement":{{Theirs}}}""").WithOursOf(Document(Ours)))
            .ShouldBe($$"""{"Version":"2008-10-17","Id":"x","Statement":[{{Theirs}},{{Ours}}]}""");

    [Fact]
    public void A_changed_statement_of_ours_is_replaced() =>
        Squeezed(Read(Document(Ours.Replace("\"Action\"", "\"Condition\":{},\"Action\"", StringComparison.Ordinal), Theirs)).WithOursOf(Document(Ours)))
            .ShouldBe(Document(Theirs, Ours));

    [Fact]
    public void Without_ours_those_of_others_are_left() =>
        Squeezed(Read(Document(Theirs, Ours)).WithOursOf(null)).ShouldBe(Document(Theirs));

    [Theory]
    [InlineData("""{"Effect":"Allow","Principal":{"Federated":["arn:ours","arn:gitlab"]},"Action":"sts:AssumeRoleWithWebIdentity"}""")]
    [InlineData("""{"Effect":"Deny","Principal":{"Federated":"arn:ours"},"Action":"sts:AssumeRoleWithWebIdentity"}""")]
    [InlineData("""{"Effect":"Allow","NotPrincipal":{"Federated":"arn:ours"},"Action":"sts:AssumeRoleWithWebIdentity"}""")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRoleWithWebIdentity"}""")]
    public void What_lets_in_others_too_or_keeps_anybody_out_is_not_ours(string statement)
    {
        var trust = Read(Document(statement, Ours));

        trust.HasOthers.ShouldBeTrue();
        Squeezed(trust.WithOursOf(null)).ShouldBe(Document(statement));
    }

    [Fact]
    public void Whom_others_let_in_is_named_once() =>
        Read(Document(
            Theirs,
            Theirs,
            """{"Effect":"Allow","Principal":{"AWS":"arn:root"},"Action":"sts:AssumeRole"}""",
            """{"Effect":"Deny","Principal":{"AWS":"arn:kept-out"},"Action":"sts:AssumeRole"}""",
            Ours)).OtherPrincipals.ShouldBe(["arn:gitlab", "arn:root"]);

    [Fact]
    public void What_is_no_policy_is_not_read() => SharedTrust.Read("""{"Statement":""", ["arn:ours"]).ShouldBeNull();

    private static SharedTrust Read(string document) => SharedTrust.Read(document, ["arn:former", "arn:ours"])!;

    private static string Document(params string[] statements) => $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""";

    private static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
