using Aqueduct.StandIns.GitLab.Access;
using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.Rest;

/// <summary><c>/personal_access_tokens</c>, and an administrator's way to make one for a user.</summary>
internal sealed class PersonalAccessTokenEndpoints(GitLabWorld world, PersonalAccessTokens tokens)
{
    // A token may look at itself whatever it is for.
    private static readonly string[] AnyScope = [.. Scopes.OfTokens.Except(["api", "read_api"])];

    public void Map(RestRoutes routes)
    {
        routes.Get("/personal_access_tokens", call => tokens.List(call, t => Sees(call, t)));
        routes.Get("/personal_access_tokens/self", call => Answer.Json(tokens.Shape(Own(call))), Demand.User, AnyScope);
        routes.Get("/personal_access_tokens/:id", call => Answer.Json(tokens.Shape(Find(call))));
        routes.Post("/personal_access_tokens/self/rotate", call => Answer.Json(tokens.Rotate(call, Own(call))), Demand.User, "self_rotate");
        routes.Post("/personal_access_tokens/:id/rotate", call => Answer.Json(tokens.Rotate(call, Find(call))));
        routes.Delete("/personal_access_tokens/self", call => Revoke(Own(call)), Demand.User, AnyScope);
        routes.Delete("/personal_access_tokens/:id", call => Revoke(Find(call)));
        routes.Post("/users/:user_id/personal_access_tokens", Create, Demand.Administrator);
    }

    private Answer Create(Call call)
    {
        var owner = world.State.Users.Find(u => u.Id == call.Number("user_id")) ?? throw ApiError.NotFound("User");
        return Answer.Created(tokens.Create(call, owner));
    }

    private static Answer Revoke(PersonalAccessToken token)
    {
        if (token.Revoked) throw ApiError.BadRequest("Token already revoked");
        token.Revoked = true;
        return Answer.NoContent();
    }

    private static PersonalAccessToken Own(Call call) => call.Caller.Token ?? throw ApiError.BadRequest("Only personal access tokens have themselves");

    // Another's token does not exist for anybody but an administrator, who is told it is not there; others are not told that much.
    private PersonalAccessToken Find(Call call) =>
        world.State.PersonalAccessTokens.Find(t => t.Id == call.Number("id") && Sees(call, t))
        ?? throw (call.Caller.IsAdministrator ? ApiError.NotFound() : ApiError.Unauthorized());

    private static bool Sees(Call call, PersonalAccessToken token) => call.Caller.IsAdministrator || token.UserId == call.Caller.User.Id;
}
