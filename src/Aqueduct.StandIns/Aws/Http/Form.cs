using System.Net;
using System.Text;
using Aqueduct.StandIns.Aws.Signing;

namespace Aqueduct.StandIns.Aws.Http;

/// <summary>Parameters of AWS Query: <c>application/x-www-form-urlencoded</c> in the body, and the query string.</summary>
internal static class Form
{
    public static Dictionary<string, string> Read(SignedRequest request)
    {
        var values = new Dictionary<string, string>();
        var question = request.RawTarget.IndexOf('?', StringComparison.Ordinal);
        if (question >= 0) Add(values, request.RawTarget[(question + 1)..]);
        Add(values, Encoding.UTF8.GetString(request.Body.Span));
        return values;
    }

    private static void Add(Dictionary<string, string> values, string encoded)
    {
        foreach (var pair in encoded.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2)))
            values[WebUtility.UrlDecode(pair[0])] = pair.Length > 1 ? WebUtility.UrlDecode(pair[1]) : "";
    }
}
