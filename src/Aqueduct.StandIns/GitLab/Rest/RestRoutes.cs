using Aqueduct.StandIns.GitLab.Access;
using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.Rest;

/// <summary>Adds routes of <c>/api/v4</c>: each authenticates, checks scopes and then runs under the world's lock.</summary>
internal sealed class RestRoutes(RouteTable table, GitLabWorld world, Authentication authentication)
{
    private static readonly string[] Reading = ["api", "read_api"];
    private static readonly string[] Writing = ["api"];

    /// <param name="scopes">Enough beside <c>api</c> and <c>read_api</c>.</param>
    public void Get(string template, Func<Call, Answer> handle, Demand demand = Demand.User, params string[] scopes) =>
        Add("GET", template, demand, [.. Reading, .. scopes], call => Task.FromResult(world.Read(() => handle(call))));

    /// <summary>For routes that ask Git: the handler takes the lock itself where it needs it.</summary>
    public void GetAsync(string template, Func<Call, Task<Answer>> handle, Demand demand = Demand.User, params string[] scopes) =>
        Add("GET", template, demand, [.. Reading, .. scopes], handle);

    public void Post(string template, Func<Call, Answer> handle, Demand demand = Demand.User, params string[] scopes) =>
        Change("POST", template, handle, demand, scopes);

    /// <summary>For routes that call out: the handler takes the lock itself where it needs it.</summary>
    public void PostAsync(string template, Func<Call, Task<Answer>> handle, Demand demand = Demand.User, params string[] scopes) =>
        Add("POST", template, demand, [.. Writing, .. scopes], handle);

    public void Put(string template, Func<Call, Answer> handle, Demand demand = Demand.User) => Change("PUT", template, handle, demand, []);

    public void Patch(string template, Func<Call, Answer> handle, Demand demand = Demand.User) => Change("PATCH", template, handle, demand, []);

    public void Delete(string template, Func<Call, Answer> handle, Demand demand = Demand.User, params string[] scopes) =>
        Change("DELETE", template, handle, demand, scopes);

    private void Change(string method, string template, Func<Call, Answer> handle, Demand demand, string[] scopes) =>
        Add(method, template, demand, [.. Writing, .. scopes], call => Task.FromResult(world.Change(() => handle(call))));

    private void Add(string method, string template, Demand demand, string[] scopes, Func<Call, Task<Answer>> handle) =>
        table.Add(method, "/api/v4" + template, async call =>
        {
            if (world.Read(() => authentication.Admit(call, demand, scopes)) is { } caller) call.Caller = caller;
            return await handle(call);
        });
}
