using Aqueduct.Setup.Policies;

namespace Aqueduct.Tests.Setup.Policies;

public sealed class PolicyMeaningTests
{
    private const string Wanted = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["q:SendEvent","q:SendMessage"],"Resource":"*"}]}""";

    [Theory]
    [InlineData("""{ "Statement": { "Resource": ["*"], "Action": ["q:SendMessage", "q:SendEvent"], "Effect": "Allow" }, "Version": "2012-10-17" }""")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow","Action":"q:SendMessage","Resource":"*"},{"Sid":"B","Effect":"Allow","Action":"q:sendevent","Resource":"*"}]}""")]
    public void Order_arrays_white_space_Sids_and_split_statements_mean_the_same(string document) => Same(document, Wanted).ShouldBeTrue();

    [Theory]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":["q:SendEvent","q:SendMessage"],"Resource":"*"}]}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["q:SendEvent"],"Resource":"*"}]}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","NotAction":["q:SendEvent","q:SendMessage"],"Resource":"*"}]}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["q:SendEvent","q:SendMessage"],"Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}]}""")]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":["q:SendEvent","q:SendMessage"],"Resource":"*"}]}""")]
    public void Effect_actions_negation_conditions_and_version_do_matter(string document) => Same(document, Wanted).ShouldBeFalse();

    [Fact]
    public void Values_of_one_condition_stay_together() =>
        Same(WithSubjects("""["a","b"]"""), WithSubjects("""["b","a"]""")).ShouldBeTrue();

    [Fact]
    public void A_narrower_condition_is_another_meaning() => Same(WithSubjects("\"a\""), WithSubjects("""["a","b"]""")).ShouldBeFalse();

    [Fact]
    public void A_document_covers_what_it_grants_and_more() =>
        PolicyMeaning.Read(Wanted)!.Covers(PolicyMeaning.Read("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"q:SendEvent","Resource":"*"}]}""")!).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"Version":"2012-10-17"}""")]
    [InlineData("""{"Statement":[{"Effect":"Allow",}]}""")]
    public void What_is_no_policy_has_no_meaning(string text) => PolicyMeaning.Read(text).ShouldBeNull();

    private static bool Same(string one, string other) => PolicyMeaning.Read(one)!.IsSameAs(PolicyMeaning.Read(other)!);

    private static string WithSubjects(string subjects) =>
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"p"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringLike":{"host:sub":SUBJECTS}}}]}"""
            .Replace("SUBJECTS", subjects, StringComparison.Ordinal);
}
