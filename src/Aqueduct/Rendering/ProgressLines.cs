using System.Globalization;
using Aqueduct.Setup;

namespace Aqueduct.Rendering;

/// <summary>A line per finished resource on stderr; where a person watches, also one for the resource in work.</summary>
internal sealed class ProgressLines(Terminal terminal, TimeProvider clock) : IProgress<SetupProgress>
{
    private long begun;

    public void Report(SetupProgress value)
    {
        var (error, paint) = (terminal.Error, terminal.ErrorPaint);
        if (value.Done is not { } done)
        {
            begun = clock.GetTimestamp();
            if (terminal.ErrorIsTerminal)
                error.Write($"  … {value.Resource}");
            error.Flush();
            return;
        }

        if (terminal.ErrorIsTerminal)
            error.Write("\r\e[K");
        var took = clock.GetElapsedTime(begun).TotalSeconds.ToString("0.0 s", CultureInfo.InvariantCulture);
        var note = done.Note is null ? "" : $" ({done.Note})";
        error.WriteLine($"  {Sign(done.Kind, paint)} {value.Resource} {Verb(done.Kind)}{note}  {paint.Quiet(took)}");
    }

    /// <summary>Clears the line of a resource that was not finished.</summary>
    public void Stop()
    {
        if (terminal.ErrorIsTerminal)
            terminal.Error.Write("\r\e[K");
    }

    private static string Sign(ChangeKind kind, Paint paint) => kind is ChangeKind.Manual ? paint.Caution("!") : paint.Good("✓");

    private static string Verb(ChangeKind kind) => kind switch
    {
        ChangeKind.Create => "created",
        ChangeKind.Update => "changed",
        ChangeKind.Delete => "deleted",
        ChangeKind.Manual => "left to you",
        _ => "unchanged",
    };
}
