using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.OAuth;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.AmazonQ;

/// <summary><c>/admin/ai/amazon_q_settings</c>: the page on which an administrator pastes the role's ARN and saves.</summary>
internal sealed class SettingsPage(GitLabWorld world, Sessions sessions, Onboarding onboarding, CloudConnectorSource tokens)
{
    private const string Path = "/admin/ai/amazon_q_settings";

    private static readonly (string Value, string Label)[] Availabilities = [("default_on", "On by default"), ("default_off", "Off by default"), ("never_on", "Always off")];

    public void Map(RouteTable routes)
    {
        routes.Add("GET", Path, ShowAsync);
        routes.Add("POST", Path, SaveAsync);
        routes.Add("POST", $"{Path}/disconnect", DisconnectAsync);
    }

    /// <summary>The provider URL and audience the page tells administrators to use in AWS; null without a usable Cloud Connector token.</summary>
    public async Task<JsonObject?> IdentityProviderAsync(CancellationToken cancellationToken)
    {
        if ((await tokens.GetAsync(cancellationToken))?.Split('.') is not [_, var claims, _]) return null;
        return JsonSerializer.Deserialize<JsonObject>(Base64Url.DecodeFromChars(claims))?["gitlab_instance_uid"]?.ToString() is not { } uid ? null : new JsonObject
        {
            ["instance_uid"] = uid,
            ["aws_provider_url"] = $"https://auth.token.gitlab.com/cc/oidc/{uid}", // GitLab's own issuer, whatever gateway is set
            ["aws_audience"] = $"gitlab-cc-{uid}",
        };
    }

    private async Task<Answer> ShowAsync(Call call)
    {
        var session = sessions.Of(call);
        if (sessions.User(session) is not { } user)
        {
            session.ReturnTo = Path;
            return Answer.Redirect("/users/sign_in");
        }
        return user.Admin ? await FormAsync(call, session) : NotFound();
    }

    private async Task<Answer> SaveAsync(Call call)
    {
        var (session, user) = Administrator(call);
        var given = call.Parameters;
        var settings = new AmazonQSettings(given.Text("role_arn"), given.Text("availability"), given.Flag("auto_review_enabled") ?? false);
        var failure = await onboarding.SaveAsync(settings, user, call.RequestId, call.Aborted);
        session.Flash = failure is null ? new Flash("status", "Amazon Q Settings have been saved.") : new Flash("alert", failure);
        return Answer.Redirect(Path);
    }

    private async Task<Answer> DisconnectAsync(Call call)
    {
        var (_, user) = Administrator(call);
        if (!world.Read(() => world.State.AmazonQ.Ready)) return new Answer(422, [], null);
        return await onboarding.DisconnectAsync(user, call.RequestId, call.Aborted) is { } failure
            ? Answer.Json(new JsonObject { ["message"] = failure }, 422)
            : new Answer(200, [], null);
    }

    private (Session Session, User User) Administrator(Call call)
    {
        var session = sessions.OfForm(call);
        return sessions.User(session) is { Admin: true } user ? (session, user) : throw new ApiError(NotFound());
    }

    private async Task<Answer> FormAsync(Call call, Session session)
    {
        var flash = session.Flash;
        session.Flash = null;
        var provider = await IdentityProviderAsync(call.Aborted);
        var (state, availability) = world.Read(() => (world.State.AmazonQ, world.State.Settings.DuoAvailability));
        var choices = string.Concat(Availabilities.Select(a =>
            $"<p><label><input type=\"radio\" name=\"availability\" value=\"{a.Value}\"{(a.Value == availability ? " checked" : "")}> {a.Label}</label></p>"));
        return Page.Make("GitLab Duo with Amazon Q", $"""
            {(flash is null ? "" : $"<p role=\"{flash.Role}\">{Page.Text(flash.Text)}</p>")}
            {(provider is null ? "<p role=\"alert\">The identity provider's data could not be read: synchronize the subscription.</p>" : $"<dl><dt>Instance ID</dt><dd>{Page.Text(provider["instance_uid"]!.ToString())}</dd><dt>Provider URL</dt><dd>{Page.Text(provider["aws_provider_url"]!.ToString())}</dd><dt>Audience</dt><dd>{Page.Text(provider["aws_audience"]!.ToString())}</dd></dl>")}
            <form method="post" action="{Path}">
            {Page.Hidden("authenticity_token", session.CsrfToken)}
            <p><label for="role_arn">IAM role's ARN</label><br><input id="role_arn" name="role_arn" size="80" value="{Page.Text(state.RoleArn)}"></p>
            <fieldset><legend>Availability</legend>{choices}
            <p><label><input type="checkbox" name="auto_review_enabled" value="true"{(state.AutoReviewEnabled ? " checked" : "")}> Have Amazon Q review code in merge requests automatically</label></p></fieldset>
            <p><button type="submit">Save changes</button></p>
            </form>
            {(state.Ready ? $"<form method=\"post\" action=\"{Path}/disconnect\">{Page.Hidden("authenticity_token", session.CsrfToken)}<button type=\"submit\">Remove Amazon Q</button></form>" : "")}
            """);
    }

    private static Answer NotFound() => Page.Make("404: Page not found", "", 404);
}
