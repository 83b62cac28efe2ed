using System.Net;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Aqueduct.BrowserTests;

[Collection("pages")]
public sealed class SignInTests(PagesWorld world)
{
    [Fact]
    public async Task A_browser_of_this_machine_signs_in_without_our_public_name()
    {
        await using var context = await world.OpenAsync();

        var page = await PagesWorld.SignInAsync(context, origin: world.LocalOrigin);

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Overview" })).ToBeVisibleAsync();
        page.Url.ShouldBe($"{world.LocalOrigin}/");
    }

    [Fact]
    public async Task The_session_is_a_cookie_of_this_host_alone_that_scripts_cannot_read()
    {
        await using var context = await world.OpenAsync();
        await PagesWorld.SignInAsync(context);

        var cookie = (await context.CookiesAsync([PagesWorld.Origin])).Single(c => c.Name == "__Host-aqueduct");

        (cookie.Secure, cookie.HttpOnly, cookie.SameSite, cookie.Path).ShouldBe((true, true, SameSiteAttribute.Lax, "/"));
    }

    [Fact]
    public async Task Who_saw_a_page_without_being_signed_in_comes_back_to_it()
    {
        await using var context = await world.OpenAsync();
        await PagesWorld.SignInAsync(context);
        await context.ClearCookiesAsync(new() { Name = "__Host-aqueduct" });
        var page = await context.NewPageAsync();

        await page.GotoAsync($"{PagesWorld.Origin}/applications");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with GitLab" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Applications", Exact = true })).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("https://evil.example.test/")]
    [InlineData("//evil.example.test/")]
    [InlineData("/%5C/evil.example.test")]
    public async Task Nobody_is_sent_elsewhere_after_a_sign_in(string returnTo)
    {
        await using var context = await world.OpenAsync();
        await PagesWorld.SignInAsync(context);
        await context.ClearCookiesAsync(new() { Name = "__Host-aqueduct" });
        var page = await context.NewPageAsync();

        await page.GotoAsync($"{PagesWorld.Origin}/sign-in?return_to={returnTo}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with GitLab" }).ClickAsync();

        new Uri(page.Url).GetLeftPart(UriPartial.Authority).ShouldBe(PagesWorld.Origin);
    }

    [Fact]
    public async Task A_session_ends_within_a_minute_after_GitLab_blocks_the_person()
    {
        await using var context = await world.OpenAsync();
        var page = await PagesWorld.SignInAsync(context, "gus");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Overview" })).ToBeVisibleAsync();
        var gus = await world.UserIdAsync("gus");
        await world.AtGitLabAsync(HttpMethod.Post, $"/api/v4/users/{gus}/block");

        world.Clock.Advance(TimeSpan.FromSeconds(61));
        await page.GotoAsync($"{PagesWorld.Origin}/");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await world.AtGitLabAsync(HttpMethod.Post, $"/api/v4/users/{gus}/unblock");
        await page.GotoAsync($"{PagesWorld.Origin}/");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync(); // ended, not paused
    }

    [Fact]
    public async Task A_session_outlives_its_access_token_because_it_is_renewed()
    {
        await using var context = await world.OpenAsync();
        var page = await PagesWorld.SignInAsync(context);

        world.Clock.Advance(TimeSpan.FromHours(3));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ => await (await context.NewPageAsync()).GotoAsync($"{PagesWorld.Origin}/connection")));
        await page.GotoAsync($"{PagesWorld.Origin}/connection");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Connection" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task After_a_sign_out_the_old_cookie_opens_nothing()
    {
        await using var context = await world.OpenAsync();
        var page = await PagesWorld.SignInAsync(context);
        var cookie = (await context.CookiesAsync([PagesWorld.Origin])).Single(c => c.Name == "__Host-aqueduct");

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "You are signed out" })).ToBeVisibleAsync();
        await context.AddCookiesAsync([new() { Name = cookie.Name, Value = cookie.Value, Url = PagesWorld.Origin, Secure = true }]);
        await page.GotoAsync($"{PagesWorld.Origin}/");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_is_no_administrator_is_told_so()
    {
        await using var context = await world.OpenAsync();
        var page = await PagesWorld.SignInAsync(context, "max");

        var answer = await page.GotoAsync($"{PagesWorld.Origin}/settings/general/amazon-q");

        answer!.Status.ShouldBe((int)HttpStatusCode.Forbidden);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "You have no permission for this page" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Applications" })).ToBeHiddenAsync();
    }

    [Theory]
    [InlineData("same-origin", "")]
    [InlineData("cross-site", null)]
    public async Task A_form_that_is_not_of_the_session_changes_nothing(string site, string? token)
    {
        await using var context = await world.OpenAsync();
        var page = await PagesWorld.SignInAsync(context);
        await page.GotoAsync($"{PagesWorld.Origin}/settings/general/amazon-q");
        token ??= await page.Locator("input[name=form_token]").First.InputValueAsync();
        var cookie = (await context.CookiesAsync([PagesWorld.Origin])).Single(c => c.Name == "__Host-aqueduct");

        var status = await world.PostAsync("/settings/general/amazon-q", cookie.Value, site, new() { ["form_token"] = token, ["availability"] = "AlwaysOff" });

        status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Strangers_get_no_live_part_and_people_see_it_change()
    {
        await using var context = await world.OpenAsync();
        (await world.GetAsync("/live/overview")).ShouldBe(HttpStatusCode.Unauthorized);
        var page = await PagesWorld.SignInAsync(context);
        await world.LetGitLabDeliverAsync();
        await page.GotoAsync($"{PagesWorld.Origin}/");
        var shown = await page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "deliver" }).InnerTextAsync();

        await world.LetGitLabDeliverAsync();

        await Expect(page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "deliver" })).Not.ToHaveTextAsync(shown);
    }
}
