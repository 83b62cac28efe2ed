using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.AmazonQ;

/// <summary>GitLab's health check of the connection: a fresh code, the gateway's verify call, one result per known key.</summary>
internal sealed class Probe(GitLabWorld world, AiGateway gateway)
{
    private static readonly (string Key, string Passed, string Failed)[] Checks =
    [
        ("GITLAB_INSTANCE_REACHABILITY", "GitLab instance is reachable by Amazon Q.", "GitLab instance could not be reached by Amazon Q: "),
        ("GITLAB_CREDENTIAL_VALIDITY", "Amazon Q credentials are valid.", "Amazon Q credentials are not valid. Disconnect Amazon Q and start the set-up again."),
    ];

    /// <summary>An array of <c>{"name", "success", "message"}</c>.</summary>
    public async Task<JsonArray> RunAsync(User user, string requestId, CancellationToken cancellationToken)
    {
        var (roleArn, code) = world.Change(() => (world.State.AmazonQ.RoleArn, Grants.TryMake(world, user)));
        var answer = await gateway.PostAsync("/v1/amazon_q/oauth/application/verify", new JsonObject { ["role_arn"] = roleArn, ["code"] = code }, user, requestId, cancellationToken);
        if (!answer.Succeeded) return [Result("amazon_q_probe", false, $"Amazon Q connectivity check failed: {answer.Detail}")];
        var results = new JsonArray();
        foreach (var (key, passed, failed) in Checks)
        {
            var check = answer.Json?[key];
            if (check?["status"]?.ToString() == "PASSED") results.Add(Result(key, true, passed));
            else if (check?["status"]?.ToString() == "FAILED") results.Add(Result(key, false, failed + (key == "GITLAB_INSTANCE_REACHABILITY" ? check["message"] : "")));
        }
        return results;
    }

    private static JsonObject Result(string name, bool success, string message) => new() { ["name"] = name, ["success"] = success, ["message"] = message };
}
