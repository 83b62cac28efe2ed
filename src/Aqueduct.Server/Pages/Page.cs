using Aqueduct.Server.Pages.Markup;
using Microsoft.AspNetCore.Http;

namespace Aqueduct.Server.Pages;

/// <summary>A whole page, without the frame around it.</summary>
/// <param name="Title">Its heading, and the window's title.</param>
/// <param name="Where">Its place in the sidebar.</param>
internal sealed record Page(string Title, Html Main, Entry Where = Entry.Nowhere, int Status = StatusCodes.Status200OK)
{
    /// <summary>Where a form of this page may lead besides to us: browsers count the redirect that follows.</summary>
    public string? FormTarget { get; init; }

    /// <summary>Above the heading, from the outermost in.</summary>
    public IReadOnlyList<Crumb> Crumbs { get; init; } = [];
}

internal sealed record Crumb(string Text, string? Path);

/// <summary>The entries of the sidebar.</summary>
internal enum Entry
{
    Nowhere,
    Overview,
    Connection,
    Applications,
    General,
}
