using Aqueduct.StandIns.Aws.Policies;

namespace Aqueduct.Tests.StandIns.Aws.Policies;

public sealed class ConditionTests
{
    private const string Aud = "auth.token.gitlab.com/cc/oidc/6a1c:aud";

    // The key holds a,b; an empty text stands for a key that is absent.
    private static bool Holds(string operatorName, string wanted, string actual, string key = "aws:x") => Holds(operatorName, wanted, key, key, actual);

    private static bool Holds(string operatorName, string wanted, string policyKey, string requestKey, string actual)
    {
        var context = new RequestContext();
        if (actual.Length > 0) context.Set(requestKey, actual.Split(','));
        ConditionOperator.TryParse(operatorName, out var comparison).ShouldBeTrue();
        return new Condition(comparison, policyKey, wanted.Split(',')).Holds(context, hasVariables: true);
    }

    [Theory]
    [InlineData("StringEquals", "a", "a", true)]
    [InlineData("StringEquals", "a", "A", false)]
    [InlineData("StringEquals", "a*", "ab", false)]
    [InlineData("StringEquals", "b,a", "a", true)]
    [InlineData("StringEqualsIgnoreCase", "a", "A", true)]
    [InlineData("StringNotEquals", "a", "b", true)]
    [InlineData("StringNotEquals", "a,b", "b", false)]
    [InlineData("StringNotEqualsIgnoreCase", "a", "A", false)]
    [InlineData("StringLike", "6a1c:*", "6a1c:7", true)]
    [InlineData("StringLike", "6a1c:?", "6a1c:77", false)]
    [InlineData("StringNotLike", "6a1c:*", "6a1c:7", false)]
    [InlineData("Bool", "true", "True", true)]
    [InlineData("Bool", "true", "false", false)]
    [InlineData("NumericLessThan", "10", "9.5", true)]
    [InlineData("NumericEquals", "10", "10.0", true)]
    [InlineData("NumericNotEquals", "10", "10", false)]
    [InlineData("NumericGreaterThanEquals", "10", "9", false)]
    [InlineData("NumericEquals", "10", "ten", false)]
    [InlineData("DateLessThan", "2026-01-01T00:00:00Z", "2025-12-31T23:59:59Z", true)]
    [InlineData("DateGreaterThan", "1767225600", "2026-01-02T00:00:00Z", true)]
    [InlineData("DateEquals", "2026-01-01T01:00:00+01:00", "2026-01-01T00:00:00Z", true)]
    [InlineData("ArnLike", "arn:aws:iam::*:role/*", "arn:aws:iam::1:role/x", true)]
    [InlineData("ArnLike", "arn:aws:*", "arn:aws:iam::1:role/x", false)]
    [InlineData("ArnEquals", "arn:aws:iam::*:role/x", "arn:aws:iam::1:role/x", true)]
    [InlineData("ArnNotLike", "arn:aws:iam::*:role/*", "arn:aws:iam::1:user/x", true)]
    [InlineData("IpAddress", "10.0.0.0/8", "10.1.2.3", true)]
    [InlineData("NotIpAddress", "10.0.0.0/8", "10.1.2.3", false)]
    public void Operator_compares(string operatorName, string wanted, string actual, bool holds) => Holds(operatorName, wanted, actual).ShouldBe(holds);

    [Theory]
    [InlineData("StringEquals", false)]
    [InlineData("StringNotEquals", true)]
    [InlineData("StringEqualsIfExists", true)]
    [InlineData("NumericLessThanIfExists", true)]
    [InlineData("ForAllValues:StringEquals", true)]
    [InlineData("ForAnyValue:StringEquals", false)]
    [InlineData("ForAnyValue:StringNotEquals", false)]
    public void Absent_key_is_decided_by_the_operator(string operatorName, bool holds) => Holds(operatorName, "1", "").ShouldBe(holds);

    [Theory]
    [InlineData("Null", "true", "", true)]
    [InlineData("Null", "false", "", false)]
    [InlineData("Null", "true", "a", false)]
    [InlineData("Null", "false", "a", true)]
    public void Null_asks_whether_the_key_is_there(string operatorName, string wanted, string actual, bool holds) => Holds(operatorName, wanted, actual).ShouldBe(holds);

    [Theory]
    [InlineData("ForAllValues:StringEquals", "a,b", true)]
    [InlineData("ForAllValues:StringEquals", "a,c", false)]
    [InlineData("ForAnyValue:StringEquals", "c,a", true)]
    [InlineData("ForAnyValue:StringEquals", "c,d", false)]
    [InlineData("ForAnyValue:StringNotEquals", "a,c", true)]
    [InlineData("ForAllValues:StringNotEquals", "a,c", false)]
    public void Set_operator_takes_a_key_with_several_values(string operatorName, string actual, bool holds) => Holds(operatorName, "a,b", actual).ShouldBe(holds);

    [Theory]
    [InlineData("auth.token.gitlab.com/cc/oidc/6a1c:AUD", true)]
    [InlineData("auth.token.gitlab.com/cc/oidc/6a1c:sub", false)]
    [InlineData("auth.token.gitlab.com/cc/oidc/6a1c/:aud", false)]
    public void Path_style_key_is_compared_whole_and_without_case(string policyKey, bool holds) =>
        Holds("StringEquals", "gitlab-cc-6a1c", policyKey, Aud, "gitlab-cc-6a1c").ShouldBe(holds);

    [Theory]
    [InlineData("StringEqual")]
    [InlineData("stringequals")]
    [InlineData("ForSomeValues:StringEquals")]
    [InlineData("NullIfExists")]
    public void Unknown_operator_is_refused(string name) => ConditionOperator.TryParse(name, out _).ShouldBeFalse();
}
