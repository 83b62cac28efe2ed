using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Aqueduct.StandIns.Aws.Calls;

namespace Aqueduct.StandIns.Aws.Iam;

/// <summary>Paging of IAM's lists: <c>MaxItems</c> 1–1000, 100 when left out; <c>Marker</c> from the last answer, which says where to go on.</summary>
internal static class Page
{
    /// <summary>The page's elements: the list under its name, <c>IsTruncated</c>, and the <c>Marker</c> of the next page.</summary>
    public static AwsAnswer Of<T>(AwsCall call, string name, IEnumerable<T> all, Func<T, object> item) => AwsAnswer.Of(Elements(call, name, all, item));

    private static IEnumerable<XElement> Elements<T>(AwsCall call, string name, IEnumerable<T> all, Func<T, object> item)
    {
        var input = new IamInput(call);
        var size = input.Number("MaxItems", 1, 1000) ?? 100;
        input.Check();
        var start = call.Query["Marker"] is { } marker ? Start(marker) : 0;
        var rest = all.Skip(start).Take(size + 1).ToList();
        yield return new XElement(name, rest.Take(size).Select(i => new XElement("member", item(i))));
        yield return new XElement("IsTruncated", rest.Count > size);
        if (rest.Count > size) yield return new XElement("Marker", Convert.ToBase64String(Encoding.ASCII.GetBytes($"from:{start + size}")));
    }

    private static int Start(string marker)
    {
        var buffer = new byte[marker.Length];
        return Convert.TryFromBase64String(marker, buffer, out var length)
            && Encoding.ASCII.GetString(buffer, 0, length) is ['f', 'r', 'o', 'm', ':', .. var number]
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            ? start
            : throw IamRefusals.Invalid("Invalid Marker.");
    }
}
