using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Aqueduct.StandIns.Aws.Calls;

/// <summary>What an operation answers.</summary>
/// <param name="Xml">AWS Query: the elements within <c>…Result</c>, without a namespace; null for an operation without a result.</param>
/// <param name="Json">AWS JSON: the body.</param>
internal sealed record AwsAnswer(IReadOnlyList<XElement>? Xml, JsonObject? Json)
{
    /// <summary>AWS JSON: an answer that comes as a stream of events; null when it is one body.</summary>
    public IReadOnlyList<StreamEvent>? Events { get; init; }

    public static AwsAnswer Empty { get; } = new(null, null);

    /// <summary>AWS Query: a result that is there, but empty.</summary>
    public static AwsAnswer EmptyResult { get; } = new([], null);

    public static AwsAnswer Of(params IEnumerable<XElement> xml) => new([.. xml], null);

    public static AwsAnswer Of(params IEnumerable<StreamEvent> events) => new(null, null) { Events = [.. events] };

    public static AwsAnswer Of(JsonObject json) => new(null, json);
}
