using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace Aqueduct.StandIns.GitLab.Http;

/// <summary>Pages of a list as GitLab gives them: offset with totals, or keyset (<c>pagination=keyset</c>) ordered by id.</summary>
internal sealed class Pagination(string externalUrl)
{
    private const int DefaultSize = 20;
    private const int LargestSize = 100;

    /// <param name="id">Set where GitLab offers keyset pagination for the list: what it is ordered by.</param>
    public Answer Page<T>(Call call, IEnumerable<T> items, Func<T, JsonNode?> shape, Func<T, long>? id = null)
    {
        var parameters = call.Parameters;
        var size = (int)Math.Min(Positive(parameters, "per_page") ?? DefaultSize, LargestSize);
        if (parameters.Text("pagination") == "keyset") return Keyset(call, items, shape, id, size);

        var page = Positive(parameters, "page") ?? 1;
        var all = items.ToList();
        var pages = Math.Max(1, (all.Count + size - 1) / size);
        var answer = Answer.Json(new JsonArray([.. all.Skip((int)(page - 1) * size).Take(size).Select(shape)]));
        string Url(long n) => Link(call, ("page", n), ("per_page", size));
        var links = new List<string>();
        if (page > 1) links.Add($"<{Url(page - 1)}>; rel=\"prev\"");
        if (page < pages) links.Add($"<{Url(page + 1)}>; rel=\"next\"");
        links.Add($"<{Url(1)}>; rel=\"first\"");
        links.Add($"<{Url(pages)}>; rel=\"last\"");
        return answer
            .With("Link", string.Join(", ", links))
            .With("X-Next-Page", page < pages ? Text(page + 1) : "").With("X-Page", Text(page)).With("X-Per-Page", Text(size))
            .With("X-Prev-Page", page > 1 ? Text(page - 1) : "").With("X-Total", Text(all.Count)).With("X-Total-Pages", Text(pages));
    }

    private Answer Keyset<T>(Call call, IEnumerable<T> items, Func<T, JsonNode?> shape, Func<T, long>? id, int size)
    {
        if (id is null || call.Parameters.Text("order_by") is not (null or "id"))
            throw ApiError.Error(405, "Keyset pagination is not yet available for this type of request");
        var ascending = call.Parameters.Text("sort") == "asc";
        var (cursor, after) = ascending ? ("id_after", call.Parameters.Number("id_after")) : ("id_before", call.Parameters.Number("id_before"));
        var rest = items.Where(i => after is null || (ascending ? id(i) > after : id(i) < after));
        var page = (ascending ? rest.OrderBy(id) : rest.OrderByDescending(id)).Take(size + 1).ToList();
        var answer = Answer.Json(new JsonArray([.. page.Take(size).Select(shape)]));
        return page.Count > size ? answer.With("Link", $"<{Link(call, (cursor, id(page[size - 1])), ("per_page", size))}>; rel=\"next\"") : answer;
    }

    private static long? Positive(Parameters parameters, string name) =>
        parameters.Number(name) is { } number ? number > 0 ? number : throw ApiError.Error(400, $"{name} does not have a valid value") : null;

    private string Link(Call call, params (string Name, long Value)[] changed)
    {
        var query = QueryHelpers.ParseQuery(call.Http.Request.QueryString.Value);
        query.Remove("private_token"); // never back into a link
        query.Remove("access_token");
        foreach (var (name, value) in changed) query[name] = Text(value);
        return QueryHelpers.AddQueryString(externalUrl + call.Http.Request.PathBase + RawPath.Of(call.Http), query);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
