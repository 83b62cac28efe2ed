using System.Xml.Linq;
using Aqueduct.StandIns.Aws.Calls;

namespace Aqueduct.StandIns.Aws.Http;

/// <summary>Answers of AWS Query: XML in the service's namespace, the request ID in the body as well.</summary>
internal static class XmlAnswers
{
    public static XDocument Of(string xmlNamespace, string operation, AwsAnswer answer, string requestId)
    {
        XNamespace ns = xmlNamespace;
        var result = answer.Xml is null ? null : new XElement(ns + $"{operation}Result", answer.Xml.Select(e => InNamespace(e, ns)));
        var metadata = new XElement(ns + "ResponseMetadata", new XElement(ns + "RequestId", requestId));
        return new XDocument(new XElement(ns + $"{operation}Response", result, metadata));
    }

    public static XDocument Of(string xmlNamespace, AwsError error, string requestId)
    {
        XNamespace ns = xmlNamespace;
        return new XDocument(new XElement(ns + "ErrorResponse",
            new XElement(ns + "Error",
                new XElement(ns + "Type", error.Status < 500 ? "Sender" : "Receiver"),
                new XElement(ns + "Code", error.Code),
                new XElement(ns + "Message", error.Message)),
            new XElement(ns + "RequestId", requestId)));
    }

    private static XElement InNamespace(XElement element, XNamespace ns) =>
        new(ns + element.Name.LocalName,
            element.HasElements ? element.Elements().Select(e => InNamespace(e, ns)) : element.IsEmpty ? null : element.Value);
}
