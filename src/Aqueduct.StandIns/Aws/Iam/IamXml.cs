using System.Globalization;
using System.Xml.Linq;

namespace Aqueduct.StandIns.Aws.Iam;

/// <summary>How IAM writes values.</summary>
internal static class IamXml
{
    public static XElement Date(string name, DateTimeOffset value) =>
        new(name, value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    /// <summary>A policy document, URL-encoded as of RFC 3986.</summary>
    public static XElement Document(string name, string document) => new(name, Uri.EscapeDataString(document));

    public static XElement List(string name, IEnumerable<string> values) => new(name, values.Select(v => new XElement("member", v)));
}
