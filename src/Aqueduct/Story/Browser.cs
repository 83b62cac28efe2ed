using System.Net;
using System.Text.RegularExpressions;

namespace Aqueduct.Story;

/// <summary>
/// As much of a browser as a consent needs: cookies, redirects, and the first form of a page filled in and sent.
/// </summary>
internal sealed partial class Browser : IDisposable
{
    private const int MostRedirects = 10;

    private readonly CookieContainer cookies = new();
    private readonly HttpClient http;

    /// <param name="transport">Disposed with this.</param>
    public Browser(SocketsHttpHandler transport)
    {
        (transport.UseCookies, transport.CookieContainer) = (true, cookies);
        http = new HttpClient(transport);
    }

    /// <summary>The page shown now.</summary>
    public string Page { get; private set; } = "";

    /// <summary>Its address.</summary>
    public Uri Address { get; private set; } = new("about:blank");

    public Task OpenAsync(Uri address, CancellationToken cancellationToken) =>
        FollowAsync(new HttpRequestMessage(HttpMethod.Get, address), cancellationToken);

    /// <param name="typed">What a person types, by name of the field; hidden fields go along as they are.</param>
    public Task SubmitAsync(IReadOnlyDictionary<string, string> typed, CancellationToken cancellationToken)
    {
        var form = Form().Match(Page);
        if (!form.Success)
            throw new StepFailedException($"{Address} shows no form");
        var fields = Hidden().Matches(form.Value).ToDictionary(m => WebUtility.HtmlDecode(m.Groups["name"].Value), m => WebUtility.HtmlDecode(m.Groups["value"].Value));
        foreach (var (name, value) in typed)
            fields[name] = value;
        var target = new Uri(Address, WebUtility.HtmlDecode(form.Groups["action"].Value));
        return FollowAsync(new HttpRequestMessage(HttpMethod.Post, target) { Content = new FormUrlEncodedContent(fields) }, cancellationToken);
    }

    public void Dispose() => http.Dispose();

    private async Task FollowAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var redirects = 0; redirects < MostRedirects; redirects++)
        {
            Address = request.RequestUri!;
            using var answer = await http.SendAsync(request, cancellationToken);
            Page = await answer.Content.ReadAsStringAsync(cancellationToken);
            if (answer.Headers.Location is not { } location)
            {
                if (!answer.IsSuccessStatusCode)
                    throw new StepFailedException($"{Address.GetLeftPart(UriPartial.Path)} answered {(int)answer.StatusCode}");
                return;
            }
            request = new HttpRequestMessage(HttpMethod.Get, new Uri(Address, location));
        }
        throw new StepFailedException($"{Address.GetLeftPart(UriPartial.Path)} redirects for ever");
    }

    [GeneratedRegex("""<form[^>]*action="(?<action>[^"]*)".*?</form>""", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("""<input[^>]*type="hidden"[^>]*name="(?<name>[^"]*)"[^>]*value="(?<value>[^"]*)"[^>]*>""")]
    private static partial Regex Hidden();
}
