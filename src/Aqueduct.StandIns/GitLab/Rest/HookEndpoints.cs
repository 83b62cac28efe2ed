using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.Access;
using Aqueduct.StandIns.GitLab.Hooks;
using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.Rest;

/// <summary>Webhooks of projects, of groups (from Premium on) and of the instance.</summary>
internal sealed class HookEndpoints(GitLabWorld world, Rights rights, HookSamples samples, HookDelivery delivery, Pagination pagination)
{
    /// <summary>Whose hooks they are, found and permitted anew with each call.</summary>
    private sealed record Owner(long? GroupId, long? ProjectId)
    {
        public bool Has(Hook hook) => hook.GroupId == GroupId && hook.ProjectId == ProjectId;
    }

    public void Map(RestRoutes routes)
    {
        Map(routes, "/hooks", Demand.Administrator, _ => new Owner(null, null));
        Map(routes, "/groups/:id/hooks", Demand.User, OfGroup);
        Map(routes, "/projects/:id/hooks", Demand.User, OfProject);
        routes.PostAsync("/hooks/:hook_id", TestSystemHookAsync, Demand.Administrator);
        routes.PostAsync("/projects/:id/hooks/:hook_id/test/:trigger", call => TestAsync(call, OfProject));
        routes.PostAsync("/groups/:id/hooks/:hook_id/test/:trigger", call => TestAsync(call, OfGroup));
    }

    private void Map(RestRoutes routes, string path, Demand demand, Func<Call, Owner> owner)
    {
        routes.Get(path, call => List(call, owner(call)), demand);
        routes.Get($"{path}/:hook_id", call => Answer.Json(HookShapes.Of(Find(call, owner(call)))), demand);
        routes.Post(path, call => Create(call, owner(call)), demand);
        routes.Put($"{path}/:hook_id", call => Update(call, owner(call)), demand);
        routes.Delete($"{path}/:hook_id", call => Delete(Find(call, owner(call))), demand);
        routes.Put($"{path}/:hook_id/custom_headers/:key", call => SetHeader(call, Find(call, owner(call))), demand);
        routes.Delete($"{path}/:hook_id/custom_headers/:key", call => Remove(Find(call, owner(call)).CustomHeaders, call["key"], "Custom Header"), demand);
        routes.Put($"{path}/:hook_id/url_variables/:key", call => SetVariable(call, Find(call, owner(call))), demand);
        routes.Delete($"{path}/:hook_id/url_variables/:key", call => Remove(Find(call, owner(call)).UrlVariables, call["key"], "URL variable"), demand);
    }

    private Owner OfProject(Call call) => new(null, rights.Project(call, AccessLevel.Maintainer).Id);

    private Owner OfGroup(Call call)
    {
        var group = rights.Group(call, AccessLevel.Owner);
        // On Free the routes exist and the feature does not.
        return world.Options.Licence == GitLabLicence.Free ? throw ApiError.Forbidden() : new Owner(group.Id, null);
    }

    private Answer List(Call call, Owner owner) => pagination.Page(call, world.State.Hooks.Where(owner.Has), HookShapes.Of);

    private Answer Create(Call call, Owner owner)
    {
        call.Parameters.Require("url");
        var events = owner.ProjectId is not null ? HookEvents.OfProjects : owner.GroupId is not null ? HookEvents.OfGroups : HookEvents.OfSystem;
        var hook = new Hook
        {
            Id = world.State.LastIds.GetValueOrDefault("hook") + 1,
            Uuid = Guid.NewGuid().ToString(),
            GroupId = owner.GroupId,
            ProjectId = owner.ProjectId,
            Url = "",
            Events = events.ToDictionary(),
            CreatedAt = world.Now,
        };
        HookForm.Fill(hook, call.Parameters, AllowsLocal(owner));
        world.State.NextId("hook");
        world.State.Hooks.Add(hook);
        return Answer.Created(HookShapes.Of(hook));
    }

    private Answer Update(Call call, Owner owner)
    {
        var hook = Find(call, owner);
        HookForm.Fill(hook, call.Parameters, AllowsLocal(owner));
        return Answer.Json(HookShapes.Of(hook));
    }

    private Answer Delete(Hook hook)
    {
        world.State.Hooks.Remove(hook);
        return Answer.NoContent();
    }

    private static Answer SetHeader(Call call, Hook hook)
    {
        if (!HookForm.IsHeaderName(call["key"])) throw ApiError.Error(422, "Illegal key or value");
        hook.CustomHeaders[call["key"]] = call.Parameters.Required("value");
        return Answer.NoContent();
    }

    private static Answer SetVariable(Call call, Hook hook)
    {
        hook.UrlVariables[call["key"]] = call.Parameters.Required("value");
        return Answer.NoContent();
    }

    private static Answer Remove(Dictionary<string, string> pairs, string key, string what) =>
        pairs.Remove(key) ? Answer.NoContent() : throw ApiError.NotFound(what);

    private async Task<Answer> TestAsync(Call call, Func<Call, Owner> owner)
    {
        var (hook, name, payload) = world.Read(() =>
        {
            var found = Find(call, owner(call));
            var project = world.State.Projects.Find(p => found.ProjectId is { } id ? p.Id == id : p.GroupId is { } g && g == found.GroupId)
                ?? throw ApiError.Of(422, "Ensure that the group has a project with commits.");
            var (name, payload) = samples.Make(call["trigger"], project, call.Caller.User);
            return (found, name, payload);
        });
        return await delivery.SendAsync(hook, name, payload, call.Aborted) is { } failure
            ? throw ApiError.Of(422, failure)
            : Answer.Created(new JsonObject { ["message"] = "201 Created" });
    }

    private async Task<Answer> TestSystemHookAsync(Call call)
    {
        var hook = world.Read(() => Find(call, new Owner(null, null)));
        var sample = new JsonObject
        {
            ["event_name"] = "project_create",
            ["name"] = "Ruby",
            ["path"] = "ruby",
            ["project_id"] = 1,
            ["owner_name"] = "Someone",
            ["owner_email"] = "example@gitlabhq.com",
        };
        await delivery.SendAsync(hook, "System Hook", sample, call.Aborted);
        return Answer.Created(sample);
    }

    private bool AllowsLocal(Owner owner) =>
        owner is { GroupId: null, ProjectId: null } ? world.State.Settings.AllowLocalSystemHookUrls : world.State.Settings.AllowLocalHookUrls;

    private Hook Find(Call call, Owner owner) => world.State.Hooks.Find(h => owner.Has(h) && h.Id == call.Number("hook_id")) ?? throw ApiError.NotFound();
}
