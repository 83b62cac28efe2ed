namespace Aqueduct.Commands;

/// <summary>Every exit code of <c>aqueduct</c>.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>It was tried and did not work.</summary>
    public const int Failed = 1;

    /// <summary>Wrong words or wrong configuration; nothing was tried.</summary>
    public const int Usage = 2;

    /// <summary><c>setup plan --detailed-exit-code</c>: the plan is not empty.</summary>
    public const int ChangesPending = 3;

    /// <summary>Ctrl-C; what shells expect of a program that SIGINT ended.</summary>
    public const int Cancelled = 130;
}
