using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aqueduct.StandIns.GitLab.AmazonQ;

/// <summary>What the AI gateway said; status 0 when it was not reached, with the reason as body.</summary>
internal sealed record GatewayAnswer(int Status, string Body)
{
    public bool Succeeded => Status is >= 200 and < 300;

    /// <summary>The only part of a refusal that GitLab shows.</summary>
    public string Detail => Json?["detail"]?.ToString() ?? "Unknown error";

    public JsonObject? Json
    {
        get
        {
            try
            {
                return JsonNode.Parse(Body) as JsonObject;
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}
