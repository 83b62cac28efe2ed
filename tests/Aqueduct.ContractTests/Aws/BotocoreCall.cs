using System.Text.Json;
using System.Text.Json.Nodes;
using Aqueduct.Aws;
using Aqueduct.Aws.Calling;

namespace Aqueduct.ContractTests.Aws;

/// <summary>The same call in botocore's words and in ours.</summary>
/// <param name="Parameters">As JSON, in the order of our members, so that the forms can be compared byte for byte.</param>
internal sealed record BotocoreCall(AwsService Service, string Operation, string Parameters, Func<AwsClients, CancellationToken, Task> Ours)
{
    public string Region { get; init; } = "eu-west-1";

    public string Name => $"{Service.SigningName}:{Operation} in {Region}";

    public static BotocoreCall Iam(string operation, string parameters, Func<AwsClients, CancellationToken, Task> ours, string region = "eu-west-1") =>
        new(AwsService.Iam(new AwsTarget(region)), operation, parameters, ours) { Region = region };

    public static BotocoreCall Sts(string operation, string parameters, Func<AwsClients, CancellationToken, Task> ours, string region = "eu-west-1") =>
        new(AwsService.Sts(new AwsTarget(region)), operation, parameters, ours) { Region = region };

    public static BotocoreCall Profiles(string operation, string parameters, Func<AwsClients, CancellationToken, Task> ours) =>
        new(AwsService.Profiles(new AwsTarget("eu-west-1")), operation, parameters, ours);

    public static BotocoreCall AmazonQ(string operation, string parameters, Func<AwsClients, CancellationToken, Task> ours) =>
        new(AwsService.AmazonQ(new AwsTarget("eu-west-1")), operation, parameters, ours);

    public JsonObject ToJson(SentRequest sent) => new()
    {
        ["service"] = Service.SigningName == "q" ? "qdeveloperintegration" : Service.SigningName,
        ["region"] = Region,
        // botocore knows the endpoints of IAM and STS; those of Amazon Q are in no public table.
        ["endpoint"] = Service.SigningName is "iam" or "sts" ? null : Service.Endpoint.AbsoluteUri,
        ["operation"] = Operation,
        ["parameters"] = JsonNode.Parse(Parameters),
        ["sent"] = sent.Headers.ContainsKey("authorization")
            ? new JsonObject
            {
                ["method"] = sent.Method,
                ["url"] = sent.Url,
                ["headers"] = JsonSerializer.SerializeToNode(
                    sent.Headers.Where(h => h.Key is "content-type" or "x-amz-target").ToDictionary(h => h.Key, h => h.Value)),
                ["body"] = sent.Body,
                ["service"] = Service.SigningName,
                ["region"] = Service.SigningRegion,
            }
            : null,
    };
}

internal sealed record SentRequest(string Method, string Url, IReadOnlyDictionary<string, string> Headers, string Body, string? Authorization = null);
