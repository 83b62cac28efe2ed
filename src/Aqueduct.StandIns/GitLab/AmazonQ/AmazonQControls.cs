using System.Text.Json.Nodes;
using Aqueduct.StandIns.GitLab.Http;
using Aqueduct.StandIns.GitLab.World;
using Aqueduct.StandIns.Rehearsal;

namespace Aqueduct.StandIns.GitLab.AmazonQ;

/// <summary>
/// The settings page and the quick actions without a browser, as administrator <c>root</c> unless <c>user</c> says otherwise:
/// <c>GET</c>, <c>PUT {"role_arn","availability","auto_review_enabled"}</c> and <c>DELETE /_standin/amazon-q</c>; <c>POST /_standin/amazon-q/verify</c>;
/// <c>POST /_standin/amazon-q/quick-actions {"project","issue_iid"|"merge_request_iid","command","user"}</c>;
/// <c>POST /_standin/amazon-q/hook-events {"project","trigger","user"}</c>. A refusal is 422 <c>{"message"}</c>.
/// <c>GET</c> and <c>DELETE /_standin/amazon-q/gateway-calls</c>: the calls to the AI gateway, oldest first; forget them.
/// </summary>
internal sealed class AmazonQControls(GitLabWorld world, Onboarding onboarding, SettingsPage page, Probe probe, Events events, RequestLog<GatewayCall> calls)
{
    public void Map(RouteTable controls)
    {
        controls.Add("GET", "/_standin/amazon-q", ShowAsync);
        controls.Add("PUT", "/_standin/amazon-q", async call => Result(await onboarding.SaveAsync(Read(call), User(call), call.RequestId, call.Aborted)));
        controls.Add("DELETE", "/_standin/amazon-q", async call => Result(await onboarding.DisconnectAsync(User(call), call.RequestId, call.Aborted)));
        controls.Add("POST", "/_standin/amazon-q/verify", async call => Answer.Json(await probe.RunAsync(User(call), call.RequestId, call.Aborted)));
        controls.Add("POST", "/_standin/amazon-q/quick-actions", async call => Result(await events.QuickActionAsync(
            Project(call), Iid(call), call.Parameters.Has("merge_request_iid"), call.Parameters.Text("command") ?? "dev", User(call), call.RequestId, call.Aborted)));
        controls.Add("POST", "/_standin/amazon-q/hook-events", async call => Result(await events.HookAsync(
            Project(call), call.Parameters.Text("trigger") ?? "merge_requests_events", User(call), call.RequestId, call.Aborted)));
        controls.Add("GET", "/_standin/amazon-q/gateway-calls", _ => Answer.Json(new JsonArray([.. calls.All().Select(Shape)])));
        controls.Add("DELETE", "/_standin/amazon-q/gateway-calls", _ => { calls.Clear(); return Answer.NoContent(); });
    }

    private async Task<Answer> ShowAsync(Call call)
    {
        var provider = await page.IdentityProviderAsync(call.Aborted);
        return Answer.Json(world.Read(() => new JsonObject
        {
            ["ready"] = world.State.AmazonQ.Ready,
            ["role_arn"] = world.State.AmazonQ.RoleArn,
            ["availability"] = world.State.Settings.DuoAvailability,
            ["auto_review_enabled"] = world.State.AmazonQ.AutoReviewEnabled,
            ["service_account"] = world.State.Users.Find(u => u.Id == world.State.AmazonQ.ServiceAccountId)?.Username,
            ["application_id"] = world.State.AmazonQ.ApplicationId,
            ["ai_gateway_url"] = world.State.Settings.AiGatewayUrl,
            ["identity_provider"] = provider,
        }));
    }

    private static JsonObject Shape(GatewayCall call) => new()
    {
        ["path"] = call.Path,
        ["user"] = call.User,
        ["status"] = call.Status,
        ["failure"] = call.Failure,
        ["request_id"] = call.RequestId,
    };

    private static AmazonQSettings Read(Call call) =>
        new AmazonQSettings(call.Parameters.Text("role_arn"), call.Parameters.Text("availability") ?? "default_on", call.Parameters.Flag("auto_review_enabled") ?? false);

    private Project Project(Call call) => world.Read(() => world.State.Projects.Find(p => world.State.FullPath(p) == call.Parameters.Required("project"))) ?? throw ApiError.NotFound("Project");

    private User User(Call call) => world.Read(() => world.State.Users.Find(u => u.Username == (call.Parameters.Text("user") ?? "root"))) ?? throw ApiError.NotFound("User");

    private static long Iid(Call call) => call.Parameters.Number("merge_request_iid") ?? call.Parameters.Number("issue_iid") ?? throw ApiError.Error(400, "issue_iid is missing");

    private static Answer Result(string? failure) => failure is null ? Answer.NoContent() : Answer.Json(new JsonObject { ["message"] = failure }, 422);
}
