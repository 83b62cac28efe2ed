using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Aqueduct.BrowserTests;

/// <summary>The administrator's part of GitLab's documentation, clicked through by its own words.</summary>
[Collection("pages")]
public sealed class SettingsPageTests(PagesWorld world)
{
    private const string Arn = "arn:aws:iam::111122223333:role/QDeveloperAccess";

    [Fact]
    public async Task The_documented_steps_lead_to_saved_settings()
    {
        await using var context = await world.OpenAsync();
        var page = await PagesWorld.SignInAsync(context);

        await page.GetByRole(AriaRole.Navigation, new() { Name = "Pages" }).GetByRole(AriaRole.Link, new() { Name = "General" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "View configuration setup" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Provider URL" })).ToHaveTextAsync(world.ProviderUrl);
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Audience" })).ToHaveTextAsync("gitlab-cc-6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11");
        await page.GetByLabel("IAM role's ARN").FillAsync(Arn);
        await page.GetByRole(AriaRole.Radio, new() { Name = "On by default" }).CheckAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Have Amazon Q review code in merge requests automatically" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save changes" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Amazon Q settings have been saved");
        await Expect(page.GetByRole(AriaRole.Checkbox, new() { Name = "Have Amazon Q review code in merge requests automatically" })).ToBeCheckedAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Applications" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Amazon Q OAuth" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Consent_makes_it_connected_and_the_last_call_shows()
    {
        await using var context = await world.OpenAsync();
        var page = await OpenSetupAsync(context);
        await page.GetByRole(AriaRole.Radio, new() { Name = "On by default" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save changes" }).ClickAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Consent in GitLab" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Authorize" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Amazon Q is connected" })).ToBeVisibleAsync();

        await page.GotoAsync($"{PagesWorld.Origin}/connection");
        await page.GetByRole(AriaRole.Button, new() { Name = "Verify now" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("The connection works");
        await Expect(page.GetByText("/connection/callback", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_failed_save_ends_with_the_failing_check_and_keeps_what_was_typed()
    {
        const string another = "arn:aws:iam::444455556666:role/Another";
        await using var context = await world.OpenAsync();
        var page = await OpenSetupAsync(context);

        await page.GetByLabel("IAM role's ARN").FillAsync(another);
        await page.GetByRole(AriaRole.Radio, new() { Name = "Off by default" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save changes" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync($"This Aqueduct was set up with {Arn}.");
        await Expect(page.GetByLabel("IAM role's ARN")).ToHaveValueAsync(another);
        await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "Off by default" })).ToBeCheckedAsync();
        await page.GotoAsync(page.Url); // as somebody who types the address, not as one who repeats a form
        await Expect(page.GetByLabel("IAM role's ARN")).ToHaveValueAsync(Arn);
    }

    [Fact]
    public async Task Always_off_is_saved_without_scripts_and_automatic_review_goes_with_it()
    {
        await using var context = await world.OpenAsync(scripts: false);
        var page = await OpenSetupAsync(context);
        var review = page.GetByRole(AriaRole.Checkbox, new() { Name = "Have Amazon Q review code in merge requests automatically" });

        await page.GetByRole(AriaRole.Radio, new() { Name = "Always off" }).CheckAsync();
        await Expect(review).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save changes" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Amazon Q settings have been saved");
        await page.GetByRole(AriaRole.Radio, new() { Name = "On by default" }).CheckAsync();
        await Expect(review).Not.ToBeCheckedAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Copy" }).First).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Who_loaded_the_page_before_somebody_else_saved_does_not_overwrite_it()
    {
        await using var context = await world.OpenAsync();
        var mine = await OpenSetupAsync(context);
        await mine.GetByRole(AriaRole.Radio, new() { Name = "On by default" }).CheckAsync();
        await mine.GetByRole(AriaRole.Button, new() { Name = "Save changes" }).ClickAsync();
        await Expect(mine.GetByRole(AriaRole.Status)).ToBeVisibleAsync();
        var theirs = await context.NewPageAsync();
        await theirs.GotoAsync($"{PagesWorld.Origin}/settings/general/amazon-q");
        await theirs.GetByRole(AriaRole.Radio, new() { Name = "Off by default" }).CheckAsync();
        await theirs.GetByRole(AriaRole.Button, new() { Name = "Save changes" }).ClickAsync();
        await Expect(theirs.GetByRole(AriaRole.Status)).ToBeVisibleAsync();

        await mine.GetByRole(AriaRole.Radio, new() { Name = "Always off" }).CheckAsync();
        await mine.GetByRole(AriaRole.Button, new() { Name = "Save changes" }).ClickAsync();

        await Expect(mine.GetByRole(AriaRole.Alert)).ToContainTextAsync("Somebody else changed the instance since it was read");
    }

    [Fact]
    public async Task A_sign_in_long_ago_asks_who_it_is_before_the_connection_changes()
    {
        await using var context = await world.OpenAsync();
        var page = await OpenSetupAsync(context);
        world.Clock.Advance(TimeSpan.FromMinutes(16));
        await page.GetByRole(AriaRole.Radio, new() { Name = "Off by default" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save changes" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Not saved yet");

        var tab = await context.RunAndWaitForPageAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Confirm that it is you" }).ClickAsync());
        await tab.GetByRole(AriaRole.Button, new() { Name = "Confirm with GitLab" }).ClickAsync();
        await Expect(tab.GetByRole(AriaRole.Heading, new() { Name = "GitLab Duo with Amazon Q" })).ToBeVisibleAsync();
        await tab.GetByRole(AriaRole.Radio, new() { Name = "Off by default" }).CheckAsync();
        await tab.GetByRole(AriaRole.Button, new() { Name = "Save changes" }).ClickAsync();

        await Expect(tab.GetByRole(AriaRole.Status)).ToContainTextAsync("Amazon Q settings have been saved");
    }

    private static async Task<IPage> OpenSetupAsync(IBrowserContext context)
    {
        var page = await PagesWorld.SignInAsync(context);
        await page.GotoAsync($"{PagesWorld.Origin}/settings/general/amazon-q");
        return page;
    }
}
