using Aqueduct.Setup;
using Aqueduct.Setup.Policies;

namespace Aqueduct.Tests.Setup.Policies;

public sealed class PolicyDifferenceTests
{
    private static readonly string Trust = Wanted.InAccount.TrustPolicy;

    [Fact]
    public void Documents_of_one_meaning_do_not_differ() =>
        PolicyDifference.Between("trust policy", Trust.ReplaceLineEndings(" "), Trust).ShouldBeEmpty();

    [Fact]
    public void A_lost_condition_is_named_alone()
    {
        var document = Trust.Replace("\"StringLike\"", "\"StringEquals\"", StringComparison.Ordinal);

        PolicyDifference.Between("trust policy", document, Trust).ShouldBe(
        [
            new AttributeChange($"trust policy: StringEquals {Wanted.Desired.ProviderName}:sub", $"{Wanted.Uid}:*", null),
            new AttributeChange($"trust policy: StringLike {Wanted.Desired.ProviderName}:sub", null, $"{Wanted.Uid}:*"),
        ], ignoreOrder: true);
    }

    [Fact]
    public void Statements_that_came_or_went_are_told_as_a_whole() =>
        PolicyDifference.Between(
            "p",
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"q:A","Resource":"*"},{"Effect":"Deny","Action":"q:B","Resource":"*"}]}""",
            """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"q:A","Resource":"*"}}""")
            .ShouldBe([new AttributeChange("p: statement", "Deny Action q:b, Resource *", null)]);

    [Fact]
    public void A_document_of_the_old_version_differs() =>
        PolicyDifference.Between("p", Trust.Replace("2012-10-17", "2008-10-17", StringComparison.Ordinal), Trust)
            .ShouldBe([new AttributeChange("p", "Version 2008-10-17", "Version 2012-10-17")]);
}
