using Aqueduct.StandIns.GitLab.Access;
using Aqueduct.StandIns.GitLab.Git;
using Aqueduct.StandIns.GitLab.GraphQl;
using Aqueduct.StandIns.GitLab.Hooks;
using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.OAuth;
using Aqueduct.StandIns.GitLab.Rehearsal;
using Aqueduct.StandIns.GitLab.Rest;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab;

/// <summary>Puts the parts of the stand-in together: who needs whom, and all routes.</summary>
internal sealed class Surfaces
{
    public Surfaces(GitLabWorld world, Repositories repositories, HttpClient outgoing)
    {
        World = world;
        var authentication = new Authentication(world);
        var rights = new Rights(world);
        var routes = new RouteTable();
        var controls = new RouteTable();
        MapRest(new RestRoutes(routes, world, authentication), routes, repositories, rights, authentication, outgoing);
        MapOAuth(routes);
        new RehearsalRoutes(Log, Faults).Map(controls);
        var git = new GitHttp(world, authentication, rights, repositories);
        Pipeline = new Pipeline(routes, controls, git, Log, Faults, new Throttle(world.Options.RateLimitPerMinute, world.Clock), world.Clock);
    }

    public GitLabWorld World { get; }

    public RequestLog Log { get; } = new();

    public FaultPlan Faults { get; } = new();

    public Pipeline Pipeline { get; }

    private void MapRest(RestRoutes rest, RouteTable routes, Repositories repositories, Rights rights, Authentication authentication, HttpClient outgoing)
    {
        var pagination = new Pagination(World.ExternalUrl);
        var accounts = new Accounts(World);
        var users = new UserShapes(World);
        var groups = new GroupShapes(World);
        var projects = new ProjectShapes(World, groups, rights);
        var tokens = new PersonalAccessTokens(World, pagination);
        var instance = new InstanceEndpoints(World);

        instance.Map(rest);
        new SettingsEndpoints(World).Map(rest);
        new UserEndpoints(World, users, accounts, pagination).Map(rest);
        new ServiceAccountEndpoints(World, rights, accounts, tokens, pagination).Map(rest);
        new PersonalAccessTokenEndpoints(World, tokens).Map(rest);
        new ApplicationEndpoints(World, pagination).Map(rest);
        new GroupEndpoints(World, rights, groups, projects, pagination).Map(rest);
        new ProjectEndpoints(World, rights, projects, repositories, pagination).Map(rest);
        new MemberEndpoints(World, rights, users, pagination).Map(rest);
        new HookEndpoints(World, rights, new HookSamples(World, projects), new HookDelivery(World, outgoing), pagination).Map(rest);
        new IssueEndpoints(World, rights, users, pagination).Map(rest);
        new MergeRequestEndpoints(World, rights, users, pagination).Map(rest);
        new RepositoryEndpoints(World, rights, repositories, pagination).Map(rest);
        new GraphQlEndpoint(World, authentication, instance, users).Map(routes);
    }

    private void MapOAuth(RouteTable routes)
    {
        var sessions = new Sessions(World);
        var clients = new ClientAuthentication(World);
        var openId = new OpenId(World);
        new SignInPages(World, sessions).Map(routes);
        new AuthorizePages(World, sessions).Map(routes);
        new TokenEndpoint(World, clients, openId).Map(routes);
        new TokenStatusEndpoints(World, clients).Map(routes);
        openId.Map(routes);
    }
}
