using Aqueduct.Setup.Configuration;
using Aqueduct.Setup.State;

namespace Aqueduct.Setup;

/// <summary>What should exist at GitLab in mode <c>beside</c>, derived from the configuration alone.</summary>
/// <param name="Url">How GitLab is reached.</param>
/// <param name="InstanceUrl">What AWS sees; goes to Amazon Q with the application.</param>
/// <param name="PublicUrl">How GitLab, and the browsers it sends to us, reach Aqueduct; without a slash at its end.</param>
/// <param name="LocalUrl">How browsers of this machine reach us, where that is another way; null elsewhere.</param>
internal sealed record DesiredAtGitLab(Uri Url, string TokenFile, string InstanceUrl, string PublicUrl, string? LocalUrl = null)
{
    // The names GitLab itself gives them where it has the add-on. Source: wire contract of the add-on's onboarding.
    public const string AccountName = "Amazon Q Service";
    public const string AccountUsername = "amazon-q";

    public const string AmazonQName = "Amazon Q OAuth";
    public const string SignInName = "Aqueduct sign-in";

    public static IReadOnlyList<string> AmazonQScopes { get; } = ["api", "read_repository", "write_repository"];

    public static IReadOnlyList<string> SignInScopes { get; } = ["openid", "profile", "read_user"];

    /// <summary>Of the account's token. No intent is kept of one: its name on our own account proves it ours.</summary>
    public const string TokenName = "Aqueduct";

    /// <summary>What Amazon Q works with, as the person who consented; named as GitLab itself names it. People come back to the callback.</summary>
    public DesiredApplication AmazonQApplication => new(
        "OAuth application", AmazonQName, $"{PublicUrl}/connection/callback", AmazonQScopes,
        GitLabRecords.Application, "Amazon Q must be connected again");

    /// <summary>With which people sign in to our own pages: who they are, and whether they are administrators.</summary>
    public DesiredApplication SignInApplication => new(
        "sign-in application", SignInName, string.Join('\n', Origins.Select(origin => $"{origin}/signin-oidc")), SignInScopes, GitLabRecords.SignIn);

    private IEnumerable<string> Origins => LocalUrl is null ? [PublicUrl] : [PublicUrl, LocalUrl];

    /// <summary>Where the system hook delivers.</summary>
    public string HookUrl => $"{PublicUrl}/webhooks/gitlab";

    /// <summary>What Aqueduct does as the account: reads, comments, and sees what the account is let see.</summary>
    public static IReadOnlyList<string> TokenScopes { get; } = ["api"];

    /// <summary>Lists instance service accounts and renews an application's secret; older ones do not. Source: GitLab's REST API documentation, history.</summary>
    public static Version OldestVersion { get; } = new(17, 1);

    public static SetupResult<DesiredAtGitLab> From(SetupSettings settings)
    {
        var gitLab = settings.GitLab;
        if (gitLab.Mode is GitLabMode.Gateway)
        {
            return new Failure("gitlab-mode-gateway", "gitlab.mode is gateway: GitLab makes account and application itself, so set-up makes nothing there.",
                "Run `aqueduct setup apply --only aws`, and enter the role's ARN in GitLab; or set gitlab.mode to beside.");
        }

        List<Failure> failures = [];
        if (!Uri.TryCreate(gitLab.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            failures.Add(new("gitlab-url-invalid", $"gitlab.url '{gitLab.Url}' is not an address.", "Write it as https://gitlab.example.com."));
        if (gitLab.TokenFile is null)
        {
            failures.Add(new("gitlab-token-missing", "gitlab.token_file is not set, and the GitLab side needs an administrator's token.",
                "Make a personal access token as an administrator, scopes api and admin_mode, put it into a file of mode 0600 and name it in gitlab.token_file. "
                + "The AWS side alone needs none: --only aws."));
        }

        if (!Uri.TryCreate(settings.PublicUrl, UriKind.Absolute, out _))
        {
            failures.Add(new("public-url-missing", "server.public_url is not set; GitLab sends people back to it after they consented, and its hooks to it.",
                "Set server.public_url to the address under which people reach Aqueduct."));
        }

        return failures.Count is 0
            ? new DesiredAtGitLab(url!, gitLab.TokenFile!, (gitLab.ExternalUrl ?? gitLab.Url!).TrimEnd('/'), settings.PublicUrl!.TrimEnd('/'), settings.LocalUrl)
            : SetupResult.Refused<DesiredAtGitLab>(failures);
    }
}
