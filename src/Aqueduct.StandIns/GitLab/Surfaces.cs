using Aqueduct.StandIns.GitLab.Access;
using Aqueduct.StandIns.GitLab.AmazonQ;
using Aqueduct.StandIns.GitLab.Git;
using Aqueduct.StandIns.GitLab.GraphQl;
using Aqueduct.StandIns.GitLab.Hooks;
using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.OAuth;
using Aqueduct.StandIns.GitLab.Rehearsal;
using Aqueduct.StandIns.GitLab.Rest;
using Aqueduct.StandIns.GitLab.World;
using Aqueduct.StandIns.Rehearsal;

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
        var users = new UserShapes(world);
        var groups = new GroupShapes(world);
        var projects = new ProjectShapes(world, groups, rights);
        var samples = new HookSamples(world, projects);
        var delivery = new HookDelivery(world, outgoing);
        SystemEvents = new SystemEvents(world, delivery);
        var accounts = new Accounts(world);
        var sessions = new Sessions(world);
        var openId = new OpenId(world);
        var rest = new RestRoutes(routes, world, authentication);

        MapRest();
        MapOAuth();
        if (world.Options.Shape == GitLabShape.Gateway) MapAmazonQ();
        new RehearsalRoutes(Log, Faults).Map(controls);
        var git = new GitHttp(world, authentication, rights, repositories);
        Pipeline = new Pipeline(routes, controls, git, Log, Faults, new Throttle(world.Options.RateLimitPerMinute, world.Clock), world.Clock);

        void MapRest()
        {
            var pagination = new Pagination(world.ExternalUrl);
            var tokens = new PersonalAccessTokens(world, pagination);
            var instance = new InstanceEndpoints(world);
            instance.Map(rest);
            new SettingsEndpoints(world).Map(rest);
            new UserEndpoints(world, users, accounts, pagination).Map(rest);
            new ServiceAccountEndpoints(world, rights, accounts, tokens, pagination).Map(rest);
            new PersonalAccessTokenEndpoints(world, tokens).Map(rest);
            new ApplicationEndpoints(world, pagination).Map(rest);
            new GroupEndpoints(world, rights, groups, projects, SystemEvents, pagination).Map(rest);
            new ProjectEndpoints(world, rights, projects, repositories, SystemEvents, pagination).Map(rest);
            new MemberEndpoints(world, rights, users, pagination).Map(rest);
            new HookEndpoints(world, rights, samples, delivery, pagination).Map(rest);
            new IssueEndpoints(world, rights, users, pagination).Map(rest);
            new MergeRequestEndpoints(world, rights, users, pagination).Map(rest);
            new NoteEndpoints(world, rights, users, pagination).Map(rest);
            new RepositoryEndpoints(world, rights, repositories, pagination).Map(rest);
            new GraphQlEndpoint(world, authentication, instance, users).Map(routes);
        }

        void MapOAuth()
        {
            var clients = new ClientAuthentication(world);
            new SignInPages(world, sessions).Map(routes);
            new AuthorizePages(world, sessions).Map(routes);
            new TokenEndpoint(world, clients, openId).Map(routes);
            new TokenStatusEndpoints(world, clients).Map(routes);
            openId.Map(routes);
        }

        void MapAmazonQ()
        {
            var tokens = new CloudConnectorSource(world, openId, outgoing);
            var gateway = new AiGateway(world, tokens, outgoing);
            var onboarding = new Onboarding(world, accounts, gateway);
            var page = new SettingsPage(world, sessions, onboarding, tokens);
            page.Map(routes);
            new AmazonQControls(world, onboarding, page, new Probe(world, gateway), new Events(world, rights, samples, gateway), gateway.Calls).Map(controls);
            new CodeSuggestions(world, rights, gateway).Map(rest);
            new DuoChat(world, new ChatResources(world, rights), gateway).Map(rest);
        }
    }

    public GitLabWorld World { get; }

    public SystemEvents SystemEvents { get; }

    public RequestLog<GitLabRequest> Log { get; } = new();

    public FaultList<GitLabFault> Faults { get; } = new();

    public Pipeline Pipeline { get; }
}
