using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Aqueduct.BrowserTests;

/// <summary>
/// What holds for every page in both themes, narrow and wide. Pictures are left in the folder that <c>AQUEDUCT_SCREENSHOTS</c> names.
/// </summary>
[Collection("pages")]
public sealed class EveryPageTests(PagesWorld world)
{
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("AQUEDUCT_SCREENSHOTS");

    private static readonly (string Name, string Path)[] ForEverybody =
    [
        ("sign-in", "/sign-in"), ("sign-in-refused", "/sign-in?fault=Refused"), ("signed-out", "/signed-out"), ("not-found", "/no/such/page"),
    ];

    private static readonly (string Name, string Path)[] ForAdministrators =
    [
        ("overview", "/"), ("connection", "/connection"), ("applications", "/applications"), ("general", "/settings/general"),
        ("amazon-q", "/settings/general/amazon-q"), ("confirm", "/sign-in?return_to=/"),
    ];

    [Theory]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 360)]
    [InlineData(ColorScheme.Dark, 1280)]
    public async Task Every_page_is_accessible_and_fits(ColorScheme theme, int width)
    {
        await using var context = await world.OpenAsync(theme, width);
        var page = await context.NewPageAsync();
        foreach (var (name, path) in ForEverybody)
        {
            await page.GotoAsync(PagesWorld.Origin + path);
            await LookAsync(page, name, theme, width);
        }

        page = await PagesWorld.SignInAsync(context);
        await world.LetGitLabDeliverAsync();
        foreach (var (name, path) in ForAdministrators)
        {
            await page.GotoAsync(PagesWorld.Origin + path);
            await LookAsync(page, name, theme, width);
        }

        await page.GotoAsync($"{PagesWorld.Origin}/settings/general/amazon-q");
        await page.GetByLabel("IAM role's ARN").FillAsync("arn:aws:iam::444455556666:role/Another");
        await page.GetByRole(AriaRole.Radio, new() { Name = "Off by default" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save changes" }).ClickAsync();
        await LookAsync(page, "amazon-q-not-saved", theme, width);
        await page.GotoAsync($"{PagesWorld.Origin}/connection");
        await page.GetByRole(AriaRole.Button, new() { Name = "Verify now" }).ClickAsync();
        await LookAsync(page, "connection-verified", theme, width);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task What_somebody_without_permission_sees_is_accessible(ColorScheme theme)
    {
        await using var context = await world.OpenAsync(theme);
        var page = await PagesWorld.SignInAsync(context, "rita");
        await LookAsync(page, "overview-of-rita", theme, 1280);
        await page.GotoAsync($"{PagesWorld.Origin}/settings/general");
        await LookAsync(page, "no-permission", theme, 1280);
    }

    private static async Task LookAsync(IPage page, string name, ColorScheme theme, int width)
    {
        if (Pictures is not null)
            await page.ScreenshotAsync(new() { Path = $"{Pictures}/{name}.{width}.{theme.ToString().ToLowerInvariant()}.png", FullPage = true });
        var violations = (await page.RunAxe()).Violations.Select(v => $"{name}, {theme}, {width} px: {v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Select(n => n.Html))}");
        violations.ShouldBeEmpty();
        var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        overflow.ShouldBe(0, $"{name} scrolls sideways at {width} px");
    }
}
