using System.Text.Json.Nodes;

namespace Aqueduct.StandIns.Aws.Calls;

/// <summary>One event of an answer that comes as a stream.</summary>
/// <param name="Type">Member of the model's event union, such as <c>assistantResponseEvent</c>.</param>
internal sealed record StreamEvent(string Type, JsonObject Payload);
