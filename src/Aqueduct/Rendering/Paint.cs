namespace Aqueduct.Rendering;

/// <summary>The few colours the command line uses, by meaning; <see cref="None"/> leaves text as it is.</summary>
internal sealed class Paint
{
    private readonly bool colours;

    private Paint(bool colours) => this.colours = colours;

    public static Paint None { get; } = new(false);

    public static Paint Ansi { get; } = new(true);

    public string Good(string text) => Wrap("32", text);

    public string Bad(string text) => Wrap("31", text);

    public string Caution(string text) => Wrap("33", text);

    public string Strong(string text) => Wrap("1", text);

    public string Quiet(string text) => Wrap("2", text);

    private string Wrap(string code, string text) => colours ? $"\e[{code}m{text}\e[0m" : text;
}
