using Aqueduct.Server.Pages.Markup;

namespace Aqueduct.Tests.Server.Pages;

public sealed class HtmlTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\" onmouseover=\"alert(1)")]
    [InlineData("' x")]
    [InlineData("&lt;")]
    public void Text_stays_text_wherever_it_is_put(string text)
    {
        var markup = Html.Of($"""<a title="{text}">{text}</a>""").ToString();

        System.Xml.Linq.XElement.Parse(markup).Value.ShouldBe(text);
        System.Xml.Linq.XElement.Parse(markup).Attribute("title")!.Value.ShouldBe(text);
    }

    [Fact]
    public void Markup_in_markup_is_not_encoded_again() =>
        Html.Of($"<ul>{new[] { "a", "b" }.Select(t => Html.Of($"<li>{t}</li>"))}{Html.If(false, () => Html.Of($"<li>c</li>"))}</ul>")
            .ToString().ShouldBe("<ul><li>a</li><li>b</li></ul>");

    [Fact]
    public void A_command_between_backquotes_is_code_and_still_only_text() =>
        Html.WithCode("Run `a <b>` now").ToString().ShouldBe("Run <code>a &lt;b&gt;</code> now");
}
