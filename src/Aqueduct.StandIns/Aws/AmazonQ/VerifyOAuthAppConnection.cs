using System.Security.Authentication;
using System.Text.Json.Nodes;
using Aqueduct.StandIns.Aws.Calls;

namespace Aqueduct.StandIns.Aws.AmazonQ;

/// <summary>
/// Can Amazon Q reach the GitLab instance, and does it let it in? The first is really tried. The second needs an exchanged code, which this
/// stand-in does not do: it stays INCOMPLETE.
/// </summary>
/// <param name="http">Verifies names and chains of certificates strictly.</param>
internal sealed class VerifyOAuthAppConnection(HttpClient http, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<AwsAnswer> RunAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var (connection, grant) = call.World.Read(world =>
        {
            var region = world.AmazonQ.In(call.Region);
            return (region.Connection ?? throw AmazonQErrors.NoConnection(), region.Grants.GetValueOrDefault(call.Caller.Arn));
        });
        if (grant is not null) Grants.CheckUsable(grant, connection, call.Time);
        var obstacle = await ObstacleAsync(connection.InstanceUrl, cancellationToken);
        return AwsAnswer.Of(new JsonObject
        {
            ["response"] = new JsonObject
            {
                ["GITLAB_INSTANCE_REACHABILITY"] = obstacle is null ? Check("PASSED") : Check("FAILED", obstacle),
                ["GITLAB_CREDENTIAL_VALIDITY"] = Check("INCOMPLETE", Missing(obstacle, grant)),
            },
        });
    }

    private static string Missing(string? obstacle, AuthGrant? grant) =>
        obstacle is not null ? "The GitLab instance cannot be reached."
        : grant is null ? "No authorization code has been given."
        : "The authorization code has not been exchanged.";

    private static JsonObject Check(string status, string? message = null)
    {
        var check = new JsonObject { ["status"] = status };
        if (message is not null) check["message"] = message;
        return check;
    }

    /// <returns>Why the instance cannot be reached; null when it answers, whatever it says.</returns>
    private async Task<string?> ObstacleAsync(string instanceUrl, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(instanceUrl, UriKind.Absolute, out var instance)) return $"{instanceUrl} is not a URL.";
        using var timeout = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var answer = await http.GetAsync(instance, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return null;
        }
        catch (HttpRequestException e) when (e.InnerException is AuthenticationException)
        {
            return $"The certificate of {instance.Host} is not trusted or of another name.";
        }
        catch (HttpRequestException)
        {
            return $"{instance.Host} does not answer.";
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return $"{instance.Host} does not answer in time.";
        }
    }
}
