using System.Globalization;
using Aqueduct.Server.Pages.Markup;
using Aqueduct.Server.Pages.Settings;
using Aqueduct.Server.Settings;
using Aqueduct.Server.SignIn;
using Aqueduct.Server.Storage;
using Aqueduct.Setup;
using Microsoft.AspNetCore.Http;

namespace Aqueduct.Server.Pages.Views;

/// <summary>"View configuration setup": the steps of GitLab's documentation in its words and order.</summary>
internal sealed class AmazonQPage(PagesSettings settings, ConnectionView connection, ConnectedRole role, IAvailability availability, SaveAmazonQ save)
{
    public const string Path = "/settings/general/amazon-q";

    public async Task<Page> MakeAsync(HttpContext context, SignedIn person) =>
        await MakeAsync(person, await ReadAsync(context.RequestAborted), Html.Empty, Html.Empty, context.RequestAborted);

    public async Task<Page> SaveAsync(HttpContext context, SignedIn person, IFormCollection posted)
    {
        var typed = AmazonQForm.Read(posted);
        // Once begun it is finished, even if the browser goes away: half a registration helps nobody.
        var outcome = await save.RunAsync(typed, person, CancellationToken.None);
        if (outcome.AsksWhoItIs)
            return await MakeAsync(person, typed, Html.Empty, WhoIsIt, context.RequestAborted);
        return outcome.Failing.Count is 0
            ? await MakeAsync(person, await ReadAsync(context.RequestAborted), Saved(outcome.ConsentUrl), Html.Empty, context.RequestAborted)
            : await MakeAsync(person, typed, Html.Empty, NotSaved(outcome.Failing), context.RequestAborted);
    }

    private async Task<AmazonQForm> ReadAsync(CancellationToken cancellationToken)
    {
        var now = await availability.OfInstanceAsync(cancellationToken);
        return new(await role.GetArnAsync(cancellationToken) ?? "", now.Value, now.AutoReview, now.Version);
    }

    /// <param name="above">What went well.</param>
    /// <param name="below">What did not, where the button that was pressed is.</param>
    private async Task<Page> MakeAsync(SignedIn person, AmazonQForm form, Html above, Html below, CancellationToken cancellationToken)
    {
        var (tone, word, _) = ConnectionParts.Tell((await connection.ShowAsync(cancellationToken)).State);
        return new("GitLab Duo with Amazon Q", Html.Of($"""
            {above}
            <p class="lead">Configuration setup {Forms.Badge(tone, word)}</p>
            <section class="card step" aria-labelledby="step-1"><h2 id="step-1"><span class="number">1</span> Create an identity provider in AWS</h2>
            <p>In the IAM console, add a provider of the type OpenID Connect with these two values. {Html.WithCode("`aqueduct setup apply --only aws` does this step and the next one.")}</p>
            {Forms.Copyable("provider-url", "Provider URL", settings.Issuer.Url)}
            {Forms.Copyable("audience", "Audience", settings.Issuer.Audience)}
            </section>
            <section class="card step" aria-labelledby="step-2"><h2 id="step-2"><span class="number">2</span> Create an IAM role</h2>
            <p>It trusts the identity provider, may use Amazon Q, and allows sessions of 12 hours. After it is set up, the AWS account of the role cannot be changed.</p>
            </section>
            <form method="post" action="{Path}" class="card step" aria-labelledby="step-3">
            <h2 id="step-3"><span class="number">3</span> Enter the ARN and turn it on</h2>
            {Forms.Token(person)}<input type="hidden" name="version" value="{form.Version.ToString(CultureInfo.InvariantCulture)}">
            <p class="field"><label for="role-arn">IAM role's ARN</label>
            <input id="role-arn" name="role_arn" value="{form.RoleArn}" autocomplete="off" spellcheck="false" aria-describedby="role-arn-hint">
            <span class="hint" id="role-arn-hint">Such as arn:aws:iam::111122223333:role/QDeveloperAccess</span></p>
            <fieldset><legend>Availability</legend>
            {AvailabilityWords.ValuesOf(PlaceKind.Instance).Select(value => Choice(value, form))}
            </fieldset>
            {below}
            <p><button type="submit" class="primary">Save changes</button></p>
            </form>
            """), Entry.General) { Crumbs = [new("Settings", null), new("General", "/settings/general")] };
    }

    private static Html Choice(AvailabilityValue value, AmazonQForm form) => Html.Of($"""
        <div class="choice">
        <input type="radio" id="{AvailabilityWords.Of(value)}" name="availability" value="{AvailabilityWords.Of(value)}"{Checked(form.Choice == value)} aria-describedby="{AvailabilityWords.Of(value)}-hint">
        <label for="{AvailabilityWords.Of(value)}">{AvailabilityWords.Label(value)}</label>
        <span class="hint" id="{AvailabilityWords.Of(value)}-hint">{AvailabilityWords.Description(PlaceKind.Instance, value)}</span>
        {Html.If(value is AvailabilityValue.DefaultOn, () => Html.Of($"""
        <div class="only-here"><input type="checkbox" id="auto-review" name="auto_review" value="on"{Checked(form.AutoReview)}>
        <label for="auto-review">{AvailabilityWords.AutoReview}</label></div>
        """))}
        </div>
        """);

    private static Html Checked(bool yes) => yes ? Html.Of($""" checked""") : Html.Empty;

    private static Html Saved(string? consentUrl) => Forms.Notice(Tone.Good, "status", Html.Of($"""
        <p><strong>Amazon Q settings have been saved</strong></p>
        {Html.If(consentUrl is not null, () => Html.Of($"""<p>One step is left: somebody lets Amazon Q into GitLab. <a href="{consentUrl}">Consent in GitLab</a>; the link is good for ten minutes.</p>"""))}
        """));

    private static Html NotSaved(IReadOnlyList<VerificationStep> failing) => Forms.Notice(Tone.Bad, "alert", Html.Of($"""
        <p><strong>Not saved.</strong> {Words.Count(failing.Count, "check fails", "checks fail")}; what you entered is kept above.</p>
        {ConnectionParts.Steps(failing)}
        """));

    private static Html WhoIsIt => Forms.Notice(Tone.Warn, "alert", Html.Of($"""
        <p><strong>Not saved yet.</strong> You signed in more than 15 minutes ago, and this changes what Amazon Q may do.</p>
        <p><a href="/sign-in?return_to={Path}" target="_blank" rel="noopener">Confirm that it is you</a> (opens a new tab), come back, and select Save changes again. What you entered is kept above.</p>
        """));
}
