namespace Aqueduct.StandIns.GitLab.Http;

/// <param name="Name">As the request log shows it: <c>POST /applications</c>; paths outside the REST API are whole.</param>
internal sealed record Route(string Method, string[] Template, string Name, Func<Call, Task<Answer>> Handle);

/// <summary>Routes in GitLab's own notation; a placeholder takes one segment, percent-encoded slashes included, and literals win over placeholders.</summary>
internal sealed class RouteTable
{
    private readonly List<Route> routes = [];

    public void Add(string method, string template, Func<Call, Task<Answer>> handle) =>
        routes.Add(new Route(method, template.Split('/'), $"{method} {(template.StartsWith("/api/v4/", StringComparison.Ordinal) ? template[7..] : template)}", handle));

    public void Add(string method, string template, Func<Call, Answer> handle) => Add(method, template, call => Task.FromResult(handle(call)));

    /// <param name="rawPath">Path of the request line, still percent-encoded.</param>
    /// <returns>The route and its placeholders; or the methods the path has, for a 405; both empty when the path is unknown.</returns>
    public (Route? Route, IReadOnlyDictionary<string, string> Path, IReadOnlyList<string> Allowed) Find(string method, string rawPath)
    {
        var segments = rawPath.TrimEnd('/').Split('/');
        if (method == "HEAD") method = "GET";
        var matches = routes.Where(r => Matches(r.Template, segments)).OrderBy(r => r.Template.Count(IsPlaceholder)).ToList();
        var route = matches.FirstOrDefault(r => r.Method == method);
        return (route, route is null ? new Dictionary<string, string>() : Values(route.Template, segments), [.. matches.Select(r => r.Method).Distinct()]);
    }

    private static bool Matches(string[] template, string[] segments) =>
        template.Length == segments.Length && template.Zip(segments).All(p => IsPlaceholder(p.First) ? p.Second.Length > 0 : p.First == p.Second);

    private static Dictionary<string, string> Values(string[] template, string[] segments) =>
        template.Zip(segments).Where(p => IsPlaceholder(p.First)).ToDictionary(p => p.First[1..], p => Uri.UnescapeDataString(p.Second));

    private static bool IsPlaceholder(string segment) => segment.StartsWith(':');
}
