using System.CommandLine;
using Aqueduct.Configuration;
using Aqueduct.Setup;
using Aqueduct.Setup.Configuration;

namespace Aqueduct.Commands;

/// <summary>Options that several set-up commands share, and the question before a change.</summary>
internal static class SetupOptions
{
    public static Option<string?> Only { get; } = CreateOnly("One side alone: aws or gitlab. Default: both; with gitlab.mode: gateway, aws", null);

    /// <summary>For commands that know the AWS side alone; <c>--only aws</c> is then what happens anyway.</summary>
    public static Option<string?> OnlyAws { get; } = CreateOnly(
        "aws, which is all there is here", "--only gitlab has no meaning here: `aqueduct setup plan --only gitlab` shows how the GitLab side stands.");

    public static Option<bool> Adopt { get; } = new("--adopt")
    {
        Description = "Takes over an identity provider, role or account that exists without our mark: it is changed as the plan shows; destroy puts it back as it was (an account: blocks it)",
    };

    public static Option<bool> Yes { get; } = new("--yes", "-y") { Description = "Does not ask" };

    /// <summary>Both sides, unless <c>--only</c> names one or GitLab does its own itself.</summary>
    public static SetupSides SidesFor(this CommandRun run, AqueductConfiguration configuration) => run.Get(Only) switch
    {
        "aws" => SetupSides.Aws,
        "gitlab" => SetupSides.GitLab,
        _ => configuration.Options.Gitlab.Mode is GitLabMode.Beside ? SetupSides.Both : SetupSides.Aws,
    };

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

    private static Option<string?> CreateOnly(string description, string? noGitLab)
    {
        var option = new Option<string?>("--only") { Description = description, HelpName = noGitLab is null ? "aws|gitlab" : "aws" };
        option.Validators.Add(result =>
        {
            switch (result.Tokens is [var side] ? side.Value : null)
            {
                case null or "aws":
                case "gitlab" when noGitLab is null:
                    break;
                case "gitlab":
                    result.AddError(noGitLab);
                    break;
                case var other:
                    result.AddError($"--only '{other}' is neither aws nor gitlab.");
                    break;
            }
        });
        option.CompletionSources.Add(noGitLab is null ? ["aws", "gitlab"] : ["aws"]);
        return option;
    }
}
