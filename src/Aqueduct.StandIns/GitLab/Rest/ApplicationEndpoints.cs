using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.Access;
using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.Rest;

/// <summary><c>/applications</c>: OAuth applications of the instance. The secret shows on creation and renewal only; there is no update.</summary>
internal sealed class ApplicationEndpoints(GitLabWorld world, Pagination pagination)
{
    public void Map(RestRoutes routes)
    {
        routes.Get("/applications", call => pagination.Page(call, world.State.Applications.OrderBy(a => a.Id), Shape), Demand.Administrator);
        routes.Post("/applications", Create, Demand.Administrator);
        routes.Delete("/applications/:id", Delete, Demand.Administrator);
        routes.Post("/applications/:id/renew-secret", RenewSecret, Demand.Administrator);
    }

    private Answer Create(Call call)
    {
        var given = call.Parameters;
        given.Require("name", "redirect_uri", "scopes");
        var redirect = given.Required("redirect_uri");
        var scopes = (given.List("scopes") ?? []).SelectMany(s => s.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        if (given.Text("name") is "") throw ApiError.Invalid("name", "can't be blank");
        foreach (var uri in redirect.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).DefaultIfEmpty("")) RefuseBad(uri);
        if (scopes.Count == 0) throw ApiError.Invalid("scopes", "can't be blank");
        if (!scopes.TrueForAll(Scopes.IsRegistrable)) throw ApiError.Invalid("scopes", "doesn't match configured on the server.");

        var application = new OAuthApplication
        {
            Id = world.State.NextId("application"),
            Uid = GitLabWorld.HexSecret(),
            Secret = "gloas-" + GitLabWorld.HexSecret(),
            Name = given.Required("name"),
            RedirectUri = redirect,
            Scopes = scopes,
            Confidential = given.Flag("confidential") ?? true,
        };
        world.State.Applications.Add(application);
        return Answer.Created(WithSecret(application));
    }

    private Answer Delete(Call call)
    {
        var application = Find(call);
        world.State.Applications.Remove(application);
        world.State.Grants.RemoveAll(g => g.ApplicationId == application.Id);
        world.State.OAuthTokens.RemoveAll(t => t.ApplicationId == application.Id);
        if (world.State.AmazonQ.ApplicationId == application.Id) world.State.AmazonQ.ApplicationId = null;
        return Answer.NoContent();
    }

    private Answer RenewSecret(Call call)
    {
        var application = Find(call);
        application.Secret = "gloas-" + GitLabWorld.HexSecret();
        return Answer.Created(WithSecret(application));
    }

    private OAuthApplication Find(Call call) => world.State.Applications.Find(a => a.Id == call.Number("id")) ?? throw ApiError.NotFound("Application");

    private static void RefuseBad(string uri)
    {
        if (uri.Length == 0) throw ApiError.Invalid("redirect_uri", "can't be blank");
        if (!Uri.TryCreate(uri, UriKind.Absolute, out var parsed)) throw ApiError.Invalid("redirect_uri", "must be an absolute URI.");
        if (parsed.Fragment.Length > 0) throw ApiError.Invalid("redirect_uri", "cannot contain a fragment.");
        if (parsed.Scheme is "javascript" or "data" or "vbscript") throw ApiError.Invalid("redirect_uri", "is forbidden by the server.");
    }

    private static JsonObject Shape(OAuthApplication application) => new()
    {
        ["id"] = application.Id,
        ["application_id"] = application.Uid,
        ["application_name"] = application.Name,
        ["callback_url"] = application.RedirectUri,
        ["confidential"] = application.Confidential,
        ["scopes"] = new JsonArray([.. application.Scopes.Select(s => JsonValue.Create(s))]),
    };

    private static JsonObject WithSecret(OAuthApplication application)
    {
        var shape = Shape(application);
        shape["secret"] = application.Secret;
        return shape;
    }
}
