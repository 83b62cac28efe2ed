using System.Text.Json.Nodes;

namespace Aqueduct.StandIns.CloudConnector;

/// <summary>What a Cloud Connector token is to say; the defaults make the token of a self-managed instance with Amazon Q.</summary>
/// <param name="InstanceUid">Goes into <c>sub</c> and <c>gitlab_instance_uid</c>.</param>
public sealed record CloudConnectorToken(string InstanceUid)
{
    /// <summary><c>self-managed</c> or <c>saas</c>.</summary>
    public string Realm { get; init; } = "self-managed";

    public string Audience { get; init; } = "gitlab-ai-gateway";

    /// <summary>Unit primitives the instance has bought.</summary>
    public IReadOnlyList<string> Scopes { get; init; } =
    [
        "amazon_q_integration", "complete_code", "generate_code", "duo_chat",
        "include_file_context", "include_issue_context", "include_merge_request_context", "include_snippet_context",
    ];

    /// <summary>Three days from GitLab's customer portal; may be negative, for a token that has expired.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromDays(3);

    /// <summary>Replaces claims, also with values no portal would give; null leaves one out.</summary>
    public JsonObject Claims { get; init; } = [];
}
