using System.Net;
using System.Text.RegularExpressions;

namespace Aqueduct.ContractTests.StandIns.GitLab;

/// <summary>What a person does at the pages: fills in the form with the wanted button and posts it, hidden fields and all.</summary>
internal static partial class Browser
{
    /// <summary>Posts the form that holds the button; what it answers, redirects not followed.</summary>
    public static async Task<HttpResponseMessage> SubmitAsync(this GitLabClient gitLab, HttpResponseMessage page, string button, params (string Name, string Value)[] typed)
    {
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var form = Form().Matches(html).Single(f => f.Value.Contains($">{button}</button>", StringComparison.Ordinal));
        var hidden = Hidden().Matches(form.Value).Select(h => (WebUtility.HtmlDecode(h.Groups[1].Value), WebUtility.HtmlDecode(h.Groups[2].Value)));
        return await gitLab.PostAsync(form.Groups[1].Value, [.. hidden, .. typed]);
    }

    public static async Task<HttpResponseMessage> SignInAsync(this GitLabClient gitLab, string username, string password = "standin") =>
        await gitLab.SubmitAsync(await gitLab.GetAsync("/users/sign_in"), "Sign in", ("user[login]", username), ("user[password]", password));

    public static IReadOnlyDictionary<string, string> Query(this HttpResponseMessage redirect) =>
        Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(redirect.Headers.Location!.Query).ToDictionary(p => p.Key, p => p.Value.ToString());

    [GeneratedRegex("""<form method="post" action="([^"]*)">.*?</form>""", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("""<input type="hidden" name="([^"]*)" value="([^"]*)">""")]
    private static partial Regex Hidden();
}
