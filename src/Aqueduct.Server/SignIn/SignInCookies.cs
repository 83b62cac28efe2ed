using Microsoft.AspNetCore.Http;

namespace Aqueduct.Server.SignIn;

/// <summary>
/// The two cookies: of this host alone, over https alone (browsers count loopback as that), for no script. Lax, because people come from
/// GitLab's page; forms are guarded by a token of the session besides.
/// </summary>
internal static class SignInCookies
{
    public const string Session = "__Host-aqueduct";
    public const string Attempt = "__Host-aqueduct-sign-in";

    private const int LongestValue = 3000;

    public static string? Read(HttpContext context, string name) =>
        context.Request.Cookies[name] is { Length: > 0 and <= LongestValue } value ? value : null;

    public static void Write(HttpContext context, string name, string value, TimeSpan life) =>
        context.Response.Cookies.Append(name, value, Options(life));

    public static void Remove(HttpContext context, string name) => context.Response.Cookies.Delete(name, Options(null));

    private static CookieOptions Options(TimeSpan? life) =>
        new() { Path = "/", Secure = true, HttpOnly = true, SameSite = SameSiteMode.Lax, MaxAge = life };
}
