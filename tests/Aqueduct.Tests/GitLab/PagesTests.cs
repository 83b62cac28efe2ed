using Aqueduct.GitLab;
using Aqueduct.GitLab.Administration;

namespace Aqueduct.Tests.GitLab;

public sealed class PagesTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_are_followed_at_the_address_GitLab_is_reached_at()
    {
        // GitLab's links name it as others reach it.
        using var wire = new GitLabWire(
            Page(1, "<https://gitlab.example.com/api/v4/applications?page=1&per_page=100>; rel=\"first\", <https://gitlab.example.com/api/v4/applications?page=2&per_page=100>; rel=\"next\""),
            Page(2, "<https://gitlab.example.com/api/v4/applications?page=1&per_page=100>; rel=\"prev\""));

        var ids = await ReadAsync(wire).ToListAsync(Cancelled);

        ids.Select(i => i.TryGet(out var application, out _) ? application.Id : 0).ShouldBe([1, 2]);
        wire.Calls.ShouldBe(["GET /git/api/v4/applications?per_page=100", "GET /git/api/v4/applications?page=2&per_page=100"]);
    }

    [Fact]
    public async Task A_failure_ends_the_stream()
    {
        using var wire = new GitLabWire(
            Page(1, "<https://gitlab.example.com/api/v4/applications?page=2>; rel=\"next\""), GitLabWire.Answer(403, """{"message":"403 Forbidden"}"""));

        var read = await ReadAsync(wire).ToListAsync(Cancelled);

        read.Select(r => r.Failure?.Kind).ShouldBe([null, GitLabFailureKind.Forbidden]);
    }

    [Fact]
    public async Task The_next_page_is_read_only_when_it_is_asked_for()
    {
        using var wire = new GitLabWire(Page(1, "<https://gitlab.example.com/api/v4/applications?page=2>; rel=\"next\""));

        (await ReadAsync(wire).FirstAsync(Cancelled)).Failure.ShouldBeNull();

        wire.Calls.Count.ShouldBe(1);
    }

    private static IAsyncEnumerable<GitLabResult<OAuthApplication>> ReadAsync(GitLabWire wire) => wire.Client.Applications.ListAsync(Cancelled);

    private static Func<HttpResponseMessage> Page(long id, string link) => GitLabWire.Answer(
        200, $$"""[{"id":{{id}},"application_id":"c{{id}}","application_name":"A","callback_url":"https://r","confidential":true}]""", headers: ("Link", link));
}
