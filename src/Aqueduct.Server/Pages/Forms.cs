using Aqueduct.Server.Pages.Markup;
using Aqueduct.Server.SignIn;

namespace Aqueduct.Server.Pages;

/// <summary>Pieces that forms and cards share.</summary>
internal static class Forms
{
    public static Html Token(SignedIn person) => Html.Of($"""<input type="hidden" name="{SignInForms.TokenField}" value="{person.FormToken}">""");

    /// <summary>A value to copy: selected whole by one click, and with a button where there are scripts.</summary>
    public static Html Copyable(string id, string label, string value) => Html.Of($"""
        <div class="copyable">
        <span class="label" id="{id}-label">{label}</span>
        <code class="value" id="{id}" tabindex="0" role="textbox" aria-readonly="true" aria-labelledby="{id}-label">{value}</code>
        <button type="button" class="quiet" data-copy="{id}" aria-describedby="{id}-label" hidden>Copy</button>
        </div>
        """);

    /// <summary>Good, bad or unknown: in words, with a mark for the eye.</summary>
    public static Html Badge(Tone tone, string text) => Html.Of($"""<span class="badge {ClassOf(tone)}">{text}</span>""");

    /// <param name="role"><c>status</c> for what went well, <c>alert</c> for what did not.</param>
    public static Html Notice(Tone tone, string role, Html text) => Html.Of($"""<div class="notice {ClassOf(tone)}" role="{role}">{text}</div>""");

    public static string ClassOf(Tone tone) => tone switch
    {
        Tone.Good => "good",
        Tone.Bad => "bad",
        Tone.Warn => "warn",
        _ => "plain",
    };
}

internal enum Tone
{
    Plain,
    Good,
    Warn,
    Bad,
}
