using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.Access;
using Aqueduct.StandIns.GitLab.Hooks;
using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.AmazonQ;

/// <summary>What GitLab sends on to Amazon Q: <c>/q</c> commands and the hook events of automatic review.</summary>
internal sealed class Events(GitLabWorld world, Rights rights, HookSamples samples, AiGateway gateway)
{
    private static readonly string[] OfIssues = ["dev", "transform"];
    private static readonly string[] OfMergeRequests = ["dev", "review"];

    /// <returns>Null when it was accepted; otherwise what GitLab would show.</returns>
    public async Task<string?> QuickActionAsync(Project project, long iid, bool mergeRequest, string command, User user, string requestId, CancellationToken cancellationToken)
    {
        var (refusal, payload, code) = world.Change(() => Prepare(project, iid, mergeRequest, command, user));
        return refusal ?? await SendAsync(payload!, code!, "Quick Action", user, requestId, cancellationToken);
    }

    /// <param name="trigger"><c>merge_requests_events</c>; the only event the fixed world can make.</param>
    /// <returns>Null when it was accepted or not to be sent; otherwise the gateway's refusal.</returns>
    public async Task<string?> HookAsync(Project project, string trigger, User user, string requestId, CancellationToken cancellationToken)
    {
        var reviewed = world.Read(() => world.State.AmazonQ is { IntegrationActive: true } q && world.State.HasDuo(project) && (project.AmazonQAutoReviewEnabled ?? q.AutoReviewEnabled));
        if (!reviewed) return null;
        var ((name, data), code) = world.Change(() => (samples.Make(trigger, project, user), Grants.TryMake(world, user)));
        if (data["object_attributes"] is JsonObject attributes) attributes["action"] = "open"; // what starts a review; a hook that is only tested has none
        var payload = new JsonObject { ["source"] = "web_hook", ["data"] = data };
        return code is null ? null : await SendAsync(payload, code, name, user, requestId, cancellationToken);
    }

    // In GitLab's order: account, command, permission, membership of the account, code.
    private (string? Refusal, JsonObject? Payload, string? Code) Prepare(Project project, long iid, bool mergeRequest, string command, User user)
    {
        var state = world.State.AmazonQ;
        if (state.ServiceAccountId is not { } account || world.State.Users.All(u => u.Id != account)) return ($"{command} failed due to Amazon Q service account ID is not configured", null, null);
        if (!(mergeRequest ? OfMergeRequests : OfIssues).Contains(command)) return ($"Unsupported {(mergeRequest ? "merge request" : "issue")} command: {command}", null, null);
        var permitted = state.Ready && world.State.HasDuo(project) && rights.OfMember(user, project.GroupId, project) >= AccessLevel.Developer;
        if (!permitted) return ("Could not apply q command.", null, null);
        if (rights.OfMember(world.State.User(account), project.GroupId, project) == 0)
            world.State.Memberships.Add(new Membership { UserId = account, ProjectId = project.Id, AccessLevel = AccessLevel.Developer, CreatedAt = world.Now });

        var payload = new JsonObject
        {
            ["command"] = command,
            ["role_arn"] = state.RoleArn,
            ["project_path"] = world.State.FullPath(project),
            ["project_id"] = $"{project.Id}",
            ["note_id"] = "",
            ["discussion_id"] = "",
            ["source"] = mergeRequest ? "merge_request" : "issue",
        };
        if (!(mergeRequest ? Describe(payload, world.State.MergeRequests.Find(m => m.ProjectId == project.Id && m.Iid == iid)) : Describe(payload, world.State.Issues.Find(i => i.ProjectId == project.Id && i.Iid == iid))))
            return ("404 Not found", null, null);
        return Grants.TryMake(world, user) is { } code ? (null, payload, code) : ("Cannot find the service account with composite identity enabled", null, null);
    }

    private async Task<string?> SendAsync(JsonObject payload, string code, string eventId, User user, string requestId, CancellationToken cancellationToken)
    {
        var roleArn = world.Read(() => world.State.AmazonQ.RoleArn);
        var body = new JsonObject { ["payload"] = payload, ["code"] = code, ["role_arn"] = roleArn, ["event_id"] = eventId };
        var answer = await gateway.PostAsync("/v1/amazon_q/events", body, user, requestId, cancellationToken);
        return answer.Succeeded ? null : $"Request ID: {requestId}. Error: {answer.Body}";
    }

    private static bool Describe(JsonObject payload, Issue? issue)
    {
        if (issue is null) return false;
        payload["issue_id"] = $"{issue.Id}";
        payload["issue_iid"] = $"{issue.Iid}";
        return true;
    }

    private static bool Describe(JsonObject payload, MergeRequest? request)
    {
        if (request is null) return false;
        payload["merge_request_id"] = $"{request.Id}";
        payload["merge_request_iid"] = $"{request.Iid}";
        payload["source_branch"] = request.SourceBranch;
        payload["target_branch"] = request.TargetBranch;
        payload["last_commit_id"] = request.HeadSha;
        return true;
    }
}
