using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Aqueduct.Server.Audit;

/// <summary>Text as both engines give it back: PostgreSQL takes no NUL, and neither takes half a character.</summary>
internal static class StorableText
{
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Of(string? text) =>
        text is null ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');
}
