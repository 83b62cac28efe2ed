using Aqueduct.ContractTests.Setup;
using Aqueduct.GitLab;
using Aqueduct.Server.Rights;
using Aqueduct.StandIns.GitLab.Rehearsal;
using Microsoft.Extensions.Time.Testing;

namespace Aqueduct.ContractTests.Server.Rights;

/// <summary>Users of the fixed world: 1 root, 2 olivia (Owner of acme), 3 max (Maintainer), 4 dana (Developer), 6 gus (guest).</summary>
public sealed class RightsFromGitLabTests : IAsyncLifetime
{
    private static readonly Scope Acme = new(ScopeKind.Group, 1);
    private static readonly Scope Ledger = new(ScopeKind.Project, 2);

    private readonly FakeTimeProvider clock = new();
    private bool maintainersWrite;
    private GitLabSetupWorld gitLab = null!;
    private GitLabClient client = null!;
    private RightsFromGitLab rights = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        gitLab = await GitLabSetupWorld.StartAsync();
        client = new GitLabClient(gitLab.GitLab.Url, gitLab.TokenFile, new SocketsHttpHandler { UseProxy = false }, TimeProvider.System);
        rights = new RightsFromGitLab(client.Roles, _ => ValueTask.FromResult(maintainersWrite), clock);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await gitLab.DisposeAsync();
    }

    [Theory]
    [InlineData(1, Right.Write, Right.Write, Right.Write)]
    [InlineData(2, Right.None, Right.Write, Right.Write)]
    [InlineData(3, Right.None, Right.Read, Right.Read)]
    [InlineData(6, Right.None, Right.Read, Right.Read)]
    [InlineData(99, Right.None, Right.None, Right.None)]
    public async Task Roles_at_GitLab_decide(long user, Right instance, Right group, Right project) =>
        (await OfAsync(user, Scope.Instance), await OfAsync(user, Acme), await OfAsync(user, Ledger)).ShouldBe((instance, group, project));

    [Fact]
    public async Task Maintainers_change_their_projects_only_where_that_is_allowed()
    {
        maintainersWrite = true;

        (await OfAsync(3, Ledger), await OfAsync(3, Acme), await OfAsync(4, Ledger)).ShouldBe((Right.Write, Right.Read, Right.Read));
    }

    [Fact]
    public async Task An_answer_is_good_for_a_minute_and_no_longer()
    {
        (await OfAsync(2, Acme)).ShouldBe(Right.Write);
        await gitLab.SendAsync(HttpMethod.Post, "users/2/block");
        clock.Advance(TimeSpan.FromSeconds(59));
        (await OfAsync(2, Acme)).ShouldBe(Right.Write);

        clock.Advance(TimeSpan.FromSeconds(1));

        (await OfAsync(2, Acme)).ShouldBe(Right.None);
    }

    [Theory]
    [InlineData("GET /users/:id")]
    [InlineData("GET /groups/:id/members/all/:user_id")]
    public async Task Without_an_answer_nobody_may_anything_and_that_is_not_remembered(string route)
    {
        gitLab.GitLab.Faults.Add(new GitLabFault(GitLabFaultKind.Throttle, route, seconds: 100));

        (await OfAsync(2, Acme)).ShouldBe(Right.None);
        (await OfAsync(2, Acme)).ShouldBe(Right.Write);
    }

    private async Task<Right> OfAsync(long user, Scope scope) => await rights.OfAsync(user, scope, Cancelled);
}
