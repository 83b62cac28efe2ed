using System.Text.Json.Nodes;
using Aqueduct.StandIns.Aws.Calls;

namespace Aqueduct.StandIns.Aws.AmazonQ;

/// <summary>Can Amazon Q reach the GitLab instance, and does GitLab let in who gave it a code? Both are really tried.</summary>
internal sealed class VerifyOAuthAppConnection(GitLabAccess gitLab, Grants grants)
{
    public async Task<AwsAnswer> RunAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var (connection, grant) = call.World.Read(world =>
        {
            var region = world.AmazonQ.In(call.Region);
            return (region.Connection ?? throw AmazonQErrors.NoConnection(), region.Grants.GetValueOrDefault(call.Caller.Arn));
        });
        if (grant is not null) Grants.CheckUsable(grant, connection, call.Time);
        var obstacle = await gitLab.ObstacleAsync(connection.InstanceUrl, cancellationToken);
        return AwsAnswer.Of(new JsonObject
        {
            ["response"] = new JsonObject
            {
                ["GITLAB_INSTANCE_REACHABILITY"] = obstacle is null ? Check("PASSED") : Check("FAILED", obstacle),
                ["GITLAB_CREDENTIAL_VALIDITY"] =
                    obstacle is not null ? Check("INCOMPLETE", "The GitLab instance cannot be reached.")
                    : grant is null ? Check("INCOMPLETE", "No authorization code has been given.")
                    : await CredentialsAsync(call, connection, grant, cancellationToken),
            },
        });
    }

    private async Task<JsonObject> CredentialsAsync(AwsCall call, OAuthAppConnection connection, AuthGrant given, CancellationToken cancellationToken)
    {
        var grant = await grants.RefreshAsync(call, connection, given, cancellationToken);
        if (grant.Refusal is { } refusal) return Check("FAILED", refusal);
        if (grant.Tokens is not { } tokens) return Check("INCOMPLETE", "The authorization code has not been exchanged.");
        return await gitLab.RefusalAsync(connection, tokens, cancellationToken) is { } closed ? Check("FAILED", closed) : Check("PASSED");
    }

    private static JsonObject Check(string status, string? message = null)
    {
        var check = new JsonObject { ["status"] = status };
        if (message is not null) check["message"] = message;
        return check;
    }
}
