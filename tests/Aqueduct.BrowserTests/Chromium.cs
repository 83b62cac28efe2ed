using Microsoft.Playwright;

namespace Aqueduct.BrowserTests;

/// <summary>Debian's Chromium, without a window.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private const string Executable = "/usr/bin/chromium";

    private readonly IPlaywright playwright;
    private readonly IBrowser browser;

    private Chromium(IPlaywright playwright, IBrowser browser) => (this.playwright, this.browser) = (playwright, browser);

    /// <summary>Why there is none here; null when there is.</summary>
    public static string? Missing => File.Exists(Executable) ? null : $"needs {Executable} (Debian's chromium)";

    /// <param name="names">Where the world's host names are: <c>HOST:443</c> and an address each.</param>
    public static async Task<Chromium> StartAsync(IEnumerable<string> names)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Executable,
            ChromiumSandbox = false, // root has none
            Args = [$"--host-resolver-rules={string.Join(',', names.Select(n => $"MAP {n}"))}", "--no-proxy-server"],
        });
        return new(playwright, browser);
    }

    /// <summary>A person's browser: cookies of its own. The world's certificate authority is a throwaway.</summary>
    public Task<IBrowserContext> OpenAsync(ColorScheme theme = ColorScheme.Light, int width = 1280, bool scripts = true) => browser.NewContextAsync(new()
    {
        IgnoreHTTPSErrors = true,
        ColorScheme = theme,
        ViewportSize = new() { Width = width, Height = 800 },
        JavaScriptEnabled = scripts,
        ReducedMotion = ReducedMotion.Reduce,
    });

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
