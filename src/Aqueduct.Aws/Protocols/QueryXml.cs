using System.Xml;
using System.Xml.Linq;
using Aqueduct.Aws.Calling;

namespace Aqueduct.Aws.Protocols;

/// <summary>Reading of AWS Query's answers. Names are matched without their namespace, which differs per service and version.</summary>
internal static class QueryXml
{
    public static XElement? Parse(AwsAnswer answer)
    {
        try
        {
            using var reader = XmlReader.Create(
                new MemoryStream(answer.Body.ToArray(), writable: false), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return XElement.Load(reader);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    public static AwsError? ReadError(AwsAnswer answer) =>
        Parse(answer) is { } root && root.Child("Error") is { } error && error.Text("Code") is { } code
            ? new AwsError(code, error.Text("Message") ?? "", root.Text("RequestId"))
            : null;

    public static XElement? Child(this XElement element, string name) => element.Elements().FirstOrDefault(e => e.Name.LocalName == name);

    public static string? Text(this XElement element, string name) => element.Child(name)?.Value;

    /// <exception cref="FormatException">There is no such member.</exception>
    public static string Required(this XElement element, string name) =>
        element.Text(name) ?? throw new FormatException($"The answer's {element.Name.LocalName} has no {name}.");

    /// <exception cref="FormatException">There is no such member.</exception>
    public static XElement RequiredChild(this XElement element, string name) =>
        element.Child(name) ?? throw new FormatException($"The answer's {element.Name.LocalName} has no {name}.");

    public static IEnumerable<XElement> Members(this XElement element, string name) =>
        element.Child(name)?.Elements().Where(e => e.Name.LocalName == "member") ?? [];
}
