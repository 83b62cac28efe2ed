namespace Aqueduct.StandIns.GitLab.Rehearsal;

/// <summary>One call the stand-in answered, or would have answered.</summary>
/// <param name="Path">Path as sent, without the query.</param>
/// <param name="Route">Such as <c>POST /projects/:id/hooks</c>, as GitLab's documentation writes it; outside the REST API the whole path; empty when unknown.</param>
/// <param name="User">Username of the caller; null when the call was anonymous or refused.</param>
/// <param name="Status">HTTP status of the answer; 0 for what is streamed, such as a Git transfer.</param>
public sealed record GitLabRequest(string Method, string Path, string Route, string? User, int Status, DateTimeOffset Time, string RequestId);
