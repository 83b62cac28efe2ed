namespace Aqueduct.Setup.Policies;

/// <summary>
/// What the role may do: the three statements of GitLab's set-up page ("Create an inline policy"),
/// which AWS's managed policy <c>GitLabDuoWithAmazonQPermissionsPolicy</c> holds too.
/// </summary>
internal static class QPermissions
{
    private const string PluginArn = ":qdeveloper:*:*:plugin/GitLabDuoWithAmazonQ/*";

    public static IReadOnlyList<Statement> Statements(string partition) =>
    [
        new("GitLabDuoUsagePermissions",
            ["q:SendEvent", "q:CreateAuthGrant", "q:UpdateAuthGrant", "q:GenerateCodeRecommendations", "q:SendMessage", "q:ListPlugins", "q:VerifyOAuthAppConnection"],
            "*"),
        new("GitLabDuoManagementPermissions", ["q:CreateOAuthAppConnection", "q:DeleteOAuthAppConnection"], "*"),
        new("GitLabDuoPluginPermissions", ["q:CreatePlugin", "q:DeletePlugin", "q:GetPlugin"], $"arn:{partition}{PluginArn}"),
    ];

    public static string InlinePolicy(string partition) =>
        PolicyText.Write([.. Statements(partition).Select(s => PolicyText.Allow(s.Sid, s.Actions, s.Resource))]);

    public sealed record Statement(string Sid, IReadOnlyList<string> Actions, string Resource);
}
