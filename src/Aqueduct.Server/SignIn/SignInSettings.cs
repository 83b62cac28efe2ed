namespace Aqueduct.Server.SignIn;

/// <summary>What the sign-in needs of the configuration.</summary>
/// <param name="Places">How browsers may reach us and GitLab; the first is the public one.</param>
/// <param name="GitLab">How GitLab is reached from here: <c>gitlab.url</c>.</param>
/// <param name="Transport">Makes an innermost handler as <c>network:</c> says.</param>
public sealed record SignInSettings(IReadOnlyList<SignInPlace> Places, Uri GitLab, Func<HttpMessageHandler> Transport);

/// <summary>A pair of addresses under which one browser reaches both sides.</summary>
/// <param name="Origin">Ours, such as <c>https://aqueduct.example.com</c>.</param>
/// <param name="GitLabUrl">GitLab's, without a slash at its end.</param>
public sealed record SignInPlace(string Origin, string GitLabUrl)
{
    public const string CallbackPath = "/signin-oidc";

    public string RedirectUri => Origin + CallbackPath;
}
