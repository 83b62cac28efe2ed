using Aqueduct.StandIns.GitLab.Access;
using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.Rest;

/// <summary><c>/user</c> and <c>/users</c>.</summary>
internal sealed class UserEndpoints(GitLabWorld world, UserShapes shapes, Accounts accounts, Pagination pagination)
{
    public void Map(RestRoutes routes)
    {
        routes.Get("/user", call => Answer.Json(call.Caller.IsAdministrator ? shapes.ForAdministrator(call.Caller.User) : shapes.Self(call.Caller.User)), Demand.User, "read_user", "ai_features");
        routes.Get("/users", List, Demand.User, "read_user");
        routes.Get("/users/:id", Get, Demand.User, "read_user");
        routes.Post("/users", Create, Demand.Administrator);
        routes.Put("/users/:id", Update, Demand.Administrator);
        routes.Delete("/users/:id", Delete, Demand.Administrator);
        routes.Post("/users/:id/block", call => SetState(call, UserState.Blocked), Demand.Administrator);
        routes.Post("/users/:id/unblock", call => SetState(call, UserState.Active), Demand.Administrator);
        routes.Post("/users/:id/deactivate", call => SetState(call, UserState.Deactivated), Demand.Administrator);
        routes.Post("/users/:id/activate", call => SetState(call, UserState.Active), Demand.Administrator);
    }

    private Answer List(Call call)
    {
        var given = call.Parameters;
        var search = given.Text("search");
        var users = world.State.Users
            .Where(u => given.Text("username") is not { } name || string.Equals(u.Username, name, StringComparison.OrdinalIgnoreCase))
            .Where(u => search is null || Contains(u.Username, search) || Contains(u.Name, search) || string.Equals(u.Email, search, StringComparison.OrdinalIgnoreCase))
            .Where(u => given.Flag("active") != true || u.State == UserState.Active)
            .Where(u => given.Flag("blocked") != true || u.State == UserState.Blocked)
            .Where(u => given.Flag("admins") != true || u.Admin)
            .Where(u => (given.Flag("humans") != true && given.Flag("without_project_bots") != true) || !u.ServiceAccount)
            .OrderByDescending(u => u.Id);
        return pagination.Page(call, users, u => call.Caller.IsAdministrator ? shapes.ForAdministrator(u) : shapes.Basic(u), u => u.Id);
    }

    private Answer Get(Call call)
    {
        var user = Find(call);
        return Answer.Json(call.Caller.IsAdministrator ? shapes.ForAdministrator(user) : shapes.Profile(user));
    }

    private Answer Create(Call call)
    {
        var given = call.Parameters;
        given.Require("email", "name", "username");
        if (!given.Has("password") && given.Flag("reset_password") is null && given.Flag("force_random_password") is null)
            throw ApiError.Error(400, "password, reset_password, force_random_password are missing, at least one parameter must be provided");
        if (given.Text("password") is { Length: < 8 }) throw ApiError.Invalid("password", "is too short (minimum is 8 characters)");
        var user = accounts.Create(new NewAccount(given.Required("username"), given.Required("name"), given.Required("email"))
        {
            Password = given.Text("password") ?? GitLabWorld.Secret(20),
            Admin = given.Flag("admin") ?? false,
            External = given.Flag("external") ?? false,
            PrivateProfile = given.Flag("private_profile") ?? false,
            Note = given.Text("note"),
        });
        return Answer.Created(shapes.ForAdministrator(user));
    }

    private Answer Update(Call call)
    {
        var user = Find(call);
        var given = call.Parameters;
        accounts.Rename(user, given.Text("username"), given.Text("email"));
        user.Name = given.Text("name") ?? user.Name;
        user.Password = given.Text("password") ?? user.Password;
        user.Admin = given.Flag("admin") ?? user.Admin;
        user.External = given.Flag("external") ?? user.External;
        user.PrivateProfile = given.Flag("private_profile") ?? user.PrivateProfile;
        user.Note = given.Text("note") ?? user.Note;
        return Answer.Json(shapes.ForAdministrator(user));
    }

    private Answer Delete(Call call)
    {
        accounts.Delete(Find(call));
        return Answer.NoContent();
    }

    private Answer SetState(Call call, UserState state)
    {
        var user = Find(call);
        if (state == UserState.Blocked && user.Id == call.Caller.User.Id) throw ApiError.Forbidden("You cannot block yourself");
        if (state == UserState.Deactivated && user.State == UserState.Blocked) throw ApiError.Forbidden("A blocked user cannot be deactivated by the API");
        user.State = state;
        return Answer.Created(true);
    }

    private User Find(Call call) => world.State.Users.Find(u => u.Id == call.Number("id")) ?? throw ApiError.NotFound("User");

    private static bool Contains(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
