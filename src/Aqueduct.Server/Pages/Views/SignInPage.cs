using Aqueduct.Server.Pages.Markup;
using Aqueduct.Server.SignIn;

namespace Aqueduct.Server.Pages.Views;

internal static class SignInPage
{
    /// <param name="returnTo">A page of ours.</param>
    /// <param name="places">Where the form may lead.</param>
    public static Page Make(string returnTo, SignInFault? fault, SignedIn? person, IReadOnlyList<SignInPlace> places) => new(
        person is null ? "Sign in" : "Confirm that it is you", Html.Of($"""
        {Html.If(fault is not null, () => Forms.Notice(Tone.Bad, "alert", Tell(fault!.Value)))}
        <p class="lead">{(person is null ? "Aqueduct has no passwords of its own: GitLab says who you are and what you may do." : $"You are signed in as @{person.Username}. GitLab asks you once more who you are.")}</p>
        <form method="post" action="/sign-in">
        <input type="hidden" name="return_to" value="{returnTo}">
        <button type="submit" class="primary">{(person is null ? "Sign in with GitLab" : "Confirm with GitLab")}</button>
        </form>
        <p class="hint">GitLab is asked for your name and whether you are an administrator, and for nothing else.</p>
        """)) { FormTarget = string.Join(' ', places.Select(p => new Uri(p.GitLabUrl).GetLeftPart(UriPartial.Authority))) };

    private static Html Tell(SignInFault fault)
    {
        var (what, fix) = fault switch
        {
            SignInFault.Denied => ("GitLab sent you back without your consent.", "If that was not what you wanted, sign in again and select Authorize."),
            SignInFault.Refused => ("GitLab did not confirm who you are.", "Sign in again. If it stays so, your account may be blocked, or the sign-in application was changed at GitLab: `aqueduct setup apply --only gitlab` mends it."),
            SignInFault.Silent => ("GitLab does not answer.", "Check that GitLab is up, then sign in again."),
            SignInFault.NotSetUp => ("GitLab does not know Aqueduct's sign-in yet.", "An administrator of this machine runs `aqueduct setup apply --only gitlab`, which registers it."),
            SignInFault.SomebodyElse => ("Somebody else came back from GitLab than is signed in here.", "Sign out, then sign in as the one you want to be."),
            SignInFault.TooMany => ("There were too many sign-ins from your address.", "Wait a minute, then sign in again."),
            _ => ("This sign-in took longer than ten minutes, was finished already, or began in another browser.", "Sign in again."),
        };
        return Html.Of($"""<p><strong>{what}</strong></p><p>{Html.WithCode(fix)}</p>""");
    }
}
