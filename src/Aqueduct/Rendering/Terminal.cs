namespace Aqueduct.Rendering;

/// <summary>Results go to <see cref="Out"/>, prose and progress to <see cref="Error"/>; colours only where a person looks.</summary>
internal sealed class Terminal
{
    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Answers of a person; opened only when somebody is asked, since that reads the terminal's description.</summary>
    public required Lazy<TextReader> In { get; init; }

    /// <summary>A person can be asked.</summary>
    public bool InIsTerminal { get; init; }

    /// <summary>A person watches: progress may be drawn.</summary>
    public bool ErrorIsTerminal { get; init; }

    public Paint OutPaint { get; init; } = Paint.None;

    public Paint ErrorPaint { get; init; } = Paint.None;

    public static Terminal OfProcess(IReadOnlyDictionary<string, string> environment)
    {
        var colours = AllowsColours(environment);
        return new Terminal
        {
            Out = Console.Out,
            Error = Console.Error,
            In = new Lazy<TextReader>(() => Console.In),
            InIsTerminal = !Console.IsInputRedirected,
            ErrorIsTerminal = !Console.IsErrorRedirected,
            OutPaint = colours && !Console.IsOutputRedirected ? Paint.Ansi : Paint.None,
            ErrorPaint = colours && !Console.IsErrorRedirected ? Paint.Ansi : Paint.None,
        };
    }

    /// <summary>Source: https://no-color.org; a terminal without a description cannot be trusted with escape sequences.</summary>
    internal static bool AllowsColours(IReadOnlyDictionary<string, string> environment) =>
        string.IsNullOrEmpty(environment.GetValueOrDefault("NO_COLOR"))
        && environment.GetValueOrDefault("TERM") is not (null or "" or "dumb");
}
