using System.Net;
using Aqueduct.StandIns.GitLab.Http;

namespace Aqueduct.StandIns.GitLab.OAuth;

/// <summary>The stand-in's few pages: plain, labelled HTML that works without scripts and with a keyboard.</summary>
internal static class Page
{
    public static Answer Make(string title, string body, int status = 200) => Answer.Html($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Text(title)} · GitLab (stand-in)</title>
        </head>
        <body>
        <main>
        <h1>{Text(title)}</h1>
        {body}
        </main>
        </body>
        </html>
        """, status);

    public static string Text(string? text) => WebUtility.HtmlEncode(text ?? "");

    public static string Hidden(string name, string? value) => value is null ? "" : $"<input type=\"hidden\" name=\"{Text(name)}\" value=\"{Text(value)}\">";
}
