using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.OAuth;

/// <summary><c>/users/sign_in</c>, <c>/users/sign_out</c> and the page one lands on. Service accounts cannot sign in.</summary>
internal sealed class SignInPages(GitLabWorld world, Sessions sessions)
{
    public void Map(RouteTable routes)
    {
        routes.Add("GET", "/users/sign_in", call => SignInForm(sessions.Of(call), null));
        routes.Add("POST", "/users/sign_in", SignIn);
        routes.Add("POST", "/users/sign_out", SignOut);
        routes.Add("GET", "/", Home); // "/" is one empty segment after the trailing slash went
    }

    private Answer SignIn(Call call)
    {
        var session = sessions.OfForm(call);
        var login = call.Parameters.Text("user[login]");
        var password = call.Parameters.Text("user[password]");
        var user = world.Read(() => world.State.Users.Find(u => login is not null
            && (string.Equals(u.Username, login, StringComparison.OrdinalIgnoreCase) || string.Equals(u.Email, login, StringComparison.OrdinalIgnoreCase))));
        if (user is null or { ServiceAccount: true } || user.Password is null || user.Password != password) return SignInForm(session, "Invalid login or password.");
        if (user.State == UserState.Blocked) return SignInForm(session, "Your account has been blocked. Please contact your GitLab administrator if you think this is an error.");

        if (user.State == UserState.Deactivated) world.Change(() => user.State = UserState.Active); // signing in is what reactivates
        var back = session.ReturnTo ?? "/";
        var begun = sessions.Begin(call);
        begun.UserId = user.Id;
        return Answer.Redirect(back);
    }

    private Answer SignOut(Call call)
    {
        sessions.OfForm(call);
        sessions.Begin(call);
        return Answer.Redirect("/users/sign_in");
    }

    private Answer Home(Call call)
    {
        var session = sessions.Of(call);
        return sessions.User(session) is { } user
            ? Page.Make("GitLab", $"""
                <p>Signed in as {Page.Text(user.Name)} (@{Page.Text(user.Username)}).</p>
                <form method="post" action="/users/sign_out">{Page.Hidden("authenticity_token", session.CsrfToken)}<button type="submit">Sign out</button></form>
                """)
            : Answer.Redirect("/users/sign_in");
    }

    private static Answer SignInForm(Session session, string? failure) => Page.Make("Sign in", $"""
        {(failure is null ? "" : $"<p role=\"alert\">{Page.Text(failure)}</p>")}
        <form method="post" action="/users/sign_in">
        {Page.Hidden("authenticity_token", session.CsrfToken)}
        <p><label for="user_login">Username or primary email</label><br><input id="user_login" name="user[login]" autocomplete="username" required></p>
        <p><label for="user_password">Password</label><br><input id="user_password" name="user[password]" type="password" autocomplete="current-password" required></p>
        <p><button type="submit">Sign in</button></p>
        </form>
        """);
}
