using System.CommandLine;
using Aqueduct.Setup;

namespace Aqueduct.Commands;

/// <summary>Options that several set-up commands share, and the question before a change.</summary>
internal static class SetupOptions
{
    public static Option<string?> Only { get; } = CreateOnly();

    public static Option<bool> Adopt { get; } = new("--adopt")
    {
        Description = "Takes over an identity provider or role that exists without our tags: it is changed, tagged, and deleted by destroy",
    };

    public static Option<bool> Yes { get; } = new("--yes", "-y") { Description = "Does not ask" };

    /// <returns>Null to go on; else the exit code.</returns>
    public static int? Confirm(this CommandRun run, string question, string command)
    {
        if (run.Get(Yes))
            return null;
        if (!run.Terminal.InIsTerminal)
        {
            return run.Fail(
                new Failure("confirmation-needed", "Nobody can be asked, because stdin is no terminal. Nothing has been changed.", $"Look at the plan, then run `{command} --yes`."),
                ExitCode.Usage);
        }

        run.Terminal.Error.Write($"{question} [y/N] ");
        run.Terminal.Error.Flush();
        if (run.Terminal.In.Value.ReadLine()?.Trim() is "y" or "Y" or "yes")
            return null;
        run.Say("Nothing has been changed.");
        return ExitCode.Failed;
    }

    private static Option<string?> CreateOnly()
    {
        var option = new Option<string?>("--only") { Description = "One side alone: aws or gitlab. Default: all that is built, which is aws", HelpName = "aws|gitlab" };
        option.Validators.Add(result =>
        {
            switch (result.Tokens is [var side] ? side.Value : null)
            {
                case null or "aws":
                    break;
                case "gitlab":
                    result.AddError("--only gitlab is not built yet: this version sets up the AWS side.");
                    break;
                case var other:
                    result.AddError($"--only '{other}' is neither aws nor gitlab.");
                    break;
            }
        });
        option.CompletionSources.Add("aws", "gitlab");
        return option;
    }
}
