using Aqueduct.StandIns.GitLab.Access;
using Microsoft.AspNetCore.Http;

namespace Aqueduct.StandIns.GitLab.Http;

/// <summary>One request on its way through the stand-in.</summary>
/// <param name="path">Values of the template's placeholders, percent-decoded.</param>
internal sealed class Call(HttpContext http, string requestId, IReadOnlyDictionary<string, string> path, Parameters parameters)
{
    private Caller? caller;

    public HttpContext Http { get; } = http;

    public string RequestId { get; } = requestId;

    public Parameters Parameters { get; } = parameters;

    public string this[string placeholder] => path[placeholder];

    /// <summary>Who calls; only routes that authenticate have one.</summary>
    public Caller Caller
    {
        get => caller ?? throw ApiError.Unauthorized();
        set => caller = value;
    }

    public Caller? CallerOrNobody => caller;

    public CancellationToken Aborted => Http.RequestAborted;

    /// <summary>The number in the path; GitLab refuses anything else before it looks for it.</summary>
    public long Number(string placeholder) =>
        long.TryParse(path[placeholder], out var number) ? number : throw ApiError.Error(400, $"{placeholder} is invalid");
}
