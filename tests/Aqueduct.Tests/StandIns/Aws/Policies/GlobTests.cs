using Aqueduct.StandIns.Aws.Policies;
using FsCheck.Xunit;

namespace Aqueduct.Tests.StandIns.Aws.Policies;

public sealed class GlobTests
{
    [Theory]
    [InlineData("iam:*", "iam:CreateRole", true)]
    [InlineData("iam:Get*", "iam:CreateRole", false)]
    [InlineData("iam:?etRole", "iam:GetRole", true)]
    [InlineData("iam:?etRole", "iam:etRole", false)]
    [InlineData("*a*b", "xaybzb", true)]
    [InlineData("a*b*c", "abcb", false)]
    [InlineData("", "", true)]
    [InlineData("*", "", true)]
    public void Star_fits_any_run_and_question_mark_one_character(string pattern, string value, bool fits) =>
        Glob.Of(pattern).Fits(value).ShouldBe(fits);

    [Fact]
    public void Variable_brings_in_its_value_and_never_a_wildcard()
    {
        var context = new RequestContext().Set("aws:username", "a*");
        var glob = Glob.Of("user/${aws:username}/*", context).ShouldNotBeNull();
        glob.Fits("user/a*/x").ShouldBeTrue();
        glob.Fits("user/ab/x").ShouldBeFalse();
    }

    [Fact]
    public void Absent_variable_takes_its_default_or_fits_nothing()
    {
        Glob.Of("${aws:username}", new RequestContext()).ShouldBeNull();
        Glob.Of("${aws:username, 'nobody'}", new RequestContext())!.Fits("nobody").ShouldBeTrue();
    }

    [Fact]
    public void Escaped_star_is_a_star() => Glob.Of("a${*}", new RequestContext())!.Fits("ab").ShouldBeFalse();

    [Property]
    public bool Text_without_wildcards_fits_only_itself(string text, string other)
    {
        var plain = (text ?? "").Replace('*', 'x').Replace('?', 'y');
        return Glob.Of(plain).Fits(plain) && Glob.Of(plain).Fits(other ?? "") == (plain == (other ?? ""));
    }

    [Property]
    public bool Star_between_two_parts_fits_whatever_stands_between(string before, string between, string after) =>
        Glob.Of((before ?? "") + "*" + (after ?? "")).Fits((before ?? "") + (between ?? "") + (after ?? ""));
}
