using Aqueduct.Server.Pages.Markup;
using Aqueduct.Server.SignIn;

namespace Aqueduct.Server.Pages;

/// <summary>What is around every page: skip link, banner, sidebar, heading.</summary>
internal static class PageFrame
{
    /// <param name="person">Null: nobody is signed in, and there is no sidebar.</param>
    public static Html Around(Page page, SignedIn? person, PagesSettings settings, Assets assets) => Html.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{page.Title} · Aqueduct</title>
        <link rel="icon" href="{assets.Icon}" type="image/svg+xml">
        <link rel="stylesheet" href="{assets.Style}">
        <script src="{assets.Script}" defer></script>
        </head>
        <body>
        <a class="skip" href="#main">Skip to the page</a>
        {Banner(person)}
        <div class="{(person is null ? "frame alone" : "frame")}">
        {Html.If(person is not null, () => Sidebar(page.Where, person!, settings))}
        <main id="main" tabindex="-1">
        {Crumbs(page.Crumbs)}
        <h1>{page.Title}</h1>
        {page.Main}
        </main>
        </div>
        </body>
        </html>

        """);

    private static Html Banner(SignedIn? person) => Html.Of($"""
        <header class="banner">
        <a class="brand" href="/"><svg viewBox="0 0 36 24" width="36" height="24" aria-hidden="true" focusable="false"><path class="arches" d="M1 22V5h34v17h-5v-6a4 4 0 0 0-8 0v6h-8v-6a4 4 0 0 0-8 0v6z"/><path class="water" d="M1 3h34"/></svg> Aqueduct</a>
        {Html.If(person is not null, () => Html.Of($"""
        <div class="account">
        <span class="who"><span class="name">{person!.Name}</span> <span class="handle">@{person.Username}</span></span>
        <form method="post" action="/sign-out">{Forms.Token(person)}<button type="submit" class="quiet">Sign out</button></form>
        </div>
        """))}
        </header>
        """);

    private static Html Sidebar(Entry here, SignedIn person, PagesSettings settings) => Html.Of($"""
        <nav class="sidebar" aria-label="Pages">
        <ul>
        {Link("/", "Overview", Entry.Overview, here)}
        {Html.If(person.IsAdministrator, () => Link("/connection", "Connection", Entry.Connection, here))}
        {Html.If(person.IsAdministrator && settings.IsBeside, () => Html.Of($"""
        {Link("/applications", "Applications", Entry.Applications, here)}
        <li><span class="group" id="nav-settings">Settings</span>
        <ul aria-labelledby="nav-settings">{Link("/settings/general", "General", Entry.General, here)}</ul></li>
        """))}
        </ul>
        </nav>
        """);

    private static Html Link(string path, string text, Entry place, Entry here) => place == here
        ? Html.Of($"""<li><a href="{path}" aria-current="page">{text}</a></li>""")
        : Html.Of($"""<li><a href="{path}">{text}</a></li>""");

    private static Html Crumbs(IReadOnlyList<Crumb> crumbs) => crumbs.Count is 0 ? Html.Empty : Html.Of($"""
        <nav class="crumbs" aria-label="You are here"><ol>
        {crumbs.Select(c => c.Path is { } path ? Html.Of($"""<li><a href="{path}">{c.Text}</a></li>""") : Html.Of($"""<li>{c.Text}</li>"""))}
        </ol></nav>
        """);
}
