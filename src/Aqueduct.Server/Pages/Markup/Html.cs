using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace Aqueduct.Server.Pages.Markup;

/// <summary>
/// A piece of a page. Made of interpolated text: what is interpolated is encoded, unless it is markup itself; attribute values stand in
/// double quotes. There is no other way in, so text never becomes markup.
/// </summary>
internal sealed class Html
{
    private readonly string text;

    private Html(string text) => this.text = text;

    public static Html Empty { get; } = new("");

    public static Html Of(Interpolated markup) => new(markup.ToString());

    /// <summary>Instead of an <c>if</c> around markup.</summary>
    public static Html If(bool condition, Func<Html> markup) => condition ? markup() : Empty;

    /// <summary>Commands stand between backquotes in the texts of failures.</summary>
    public static Html WithCode(string text) =>
        new(string.Concat(text.Split('`').Select((part, i) => i % 2 is 0 ? Encode(part) : $"<code>{Encode(part)}</code>")));

    public override string ToString() => text;

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    [InterpolatedStringHandler]
    internal readonly ref struct Interpolated(int literalLength, int formattedCount)
    {
        private readonly StringBuilder builder = new(literalLength + (formattedCount * 32));

        public void AppendLiteral(string literal) => builder.Append(literal);

        public void AppendFormatted(string? value) => builder.Append(Encode(value ?? ""));

        public void AppendFormatted(int value) => builder.Append(value.ToString(CultureInfo.InvariantCulture));

        public void AppendFormatted(double value) => builder.Append(value.ToString("0.##", CultureInfo.InvariantCulture));

        public void AppendFormatted(Html? markup) => builder.Append(markup?.text);

        public void AppendFormatted(IEnumerable<Html> markup)
        {
            foreach (var piece in markup)
                builder.Append(piece.text);
        }

        public override string ToString() => builder.ToString();
    }
}
