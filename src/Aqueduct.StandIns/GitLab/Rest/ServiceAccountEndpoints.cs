using Aqueduct.StandIns.GitLab.Access;
using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.Rest;

/// <summary><c>/service_accounts</c> of the instance and of a top-level group; forbidden where the licence has none.</summary>
internal sealed class ServiceAccountEndpoints(GitLabWorld world, Rights rights, Accounts accounts, PersonalAccessTokens tokens, Pagination pagination)
{
    public void Map(RestRoutes routes)
    {
        routes.Get("/service_accounts", call => List(call, Instance(call)), Demand.Administrator);
        routes.Post("/service_accounts", call => Create(call, Instance(call)), Demand.Administrator);
        routes.Patch("/service_accounts/:user_id", call => Update(call, Instance(call)), Demand.Administrator);
        routes.Get("/groups/:id/service_accounts", call => List(call, OwnedGroup(call)));
        routes.Post("/groups/:id/service_accounts", call => Create(call, OwnedGroup(call)));
        routes.Patch("/groups/:id/service_accounts/:user_id", call => Update(call, OwnedGroup(call)));
        routes.Delete("/groups/:id/service_accounts/:user_id", Delete);
        routes.Get("/groups/:id/service_accounts/:user_id/personal_access_tokens", call => tokens.List(call, t => t.UserId == Account(call, OwnedGroup(call)).Id));
        routes.Post("/groups/:id/service_accounts/:user_id/personal_access_tokens", call => Answer.Created(tokens.Create(call, Account(call, OwnedGroup(call)))));
        routes.Post("/groups/:id/service_accounts/:user_id/personal_access_tokens/:token_id/rotate", call => Answer.Json(tokens.Rotate(call, Token(call))));
        routes.Delete("/groups/:id/service_accounts/:user_id/personal_access_tokens/:token_id", Revoke);
    }

    private Answer List(Call call, long? groupId) =>
        pagination.Page(call, world.State.Users.Where(u => u.ServiceAccount && (groupId is null || u.ProvisionedByGroupId == groupId)).OrderByDescending(u => u.Id), UserShapes.ServiceAccount);

    private Answer Create(Call call, long? groupId)
    {
        var given = call.Parameters;
        var prefix = groupId is null ? "service_account_" : $"service_account_group_{groupId}_";
        var username = given.Text("username") ?? prefix + GitLabWorld.HexSecret()[..32];
        var user = accounts.Create(new NewAccount(username, given.Text("name") ?? "Service account user", given.Text("email") ?? $"{username}@noreply.{new Uri(world.ExternalUrl).Host}")
        {
            ServiceAccount = true,
            ProvisionedByGroupId = groupId,
        });
        return Answer.Created(UserShapes.ServiceAccount(user));
    }

    private Answer Update(Call call, long? groupId)
    {
        var user = Account(call, groupId);
        accounts.Rename(user, call.Parameters.Text("username"), call.Parameters.Text("email"));
        user.Name = call.Parameters.Text("name") ?? user.Name;
        return Answer.Json(UserShapes.ServiceAccount(user));
    }

    private Answer Delete(Call call)
    {
        accounts.Delete(Account(call, OwnedGroup(call)));
        return Answer.NoContent();
    }

    private Answer Revoke(Call call)
    {
        Token(call).Revoked = true;
        return Answer.NoContent();
    }

    private PersonalAccessToken Token(Call call)
    {
        var account = Account(call, OwnedGroup(call));
        return world.State.PersonalAccessTokens.Find(t => t.Id == call.Number("token_id") && t.UserId == account.Id) ?? throw ApiError.NotFound("Personal Access Token");
    }

    private User Account(Call call, long? groupId)
    {
        var user = world.State.Users.Find(u => u.Id == call.Number("user_id") && (groupId is null || u.ProvisionedByGroupId == groupId)) ?? throw ApiError.NotFound("User");
        return user.ServiceAccount ? user : throw ApiError.BadRequest("User is not of type Service Account");
    }

    private long? Instance(Call _) => world.HasServiceAccounts ? null : throw ApiError.Forbidden();

    private long? OwnedGroup(Call call)
    {
        var group = rights.Group(call, AccessLevel.Owner);
        return world.HasServiceAccounts && group.ParentId is null ? group.Id : throw ApiError.Forbidden();
    }
}
