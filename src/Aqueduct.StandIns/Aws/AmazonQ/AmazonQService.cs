using Aqueduct.StandIns.Aws.Calls;

namespace Aqueduct.StandIns.Aws.AmazonQ;

/// <summary>Amazon Q's GitLab integration («AWS Q Developer Integration Service», API 2022-07-26).</summary>
internal static class AmazonQService
{
    /// <param name="http">How Amazon Q reaches a GitLab instance.</param>
    public static AwsService Create(HttpClient http, TimeProvider clock)
    {
        var gitLab = new GitLabAccess(http, clock);
        var grants = new Grants(gitLab);
        return new("q", AwsProtocol.Json10, "AWSQDeveloperIntegrationService",
        [
            On("CreateOAuthAppConnection", Connections.Create),
            On("UpdateOAuthAppConnection", Connections.Update),
            On("DeleteOAuthAppConnection", Connections.Delete),
            On("VerifyOAuthAppConnection", new VerifyOAuthAppConnection(gitLab, grants).RunAsync),
            On("CreateAuthGrant", grants.CreateAsync),
            On("UpdateAuthGrant", grants.UpdateAsync),
            On("SendEvent", SendEvent.Run),
            On("SendMessage", SendMessage.Run),
            On("GenerateCodeRecommendations", GenerateCodeRecommendations.Run),
            On("GetEncryptionConfiguration", EncryptionConfiguration.Get),
            On("UpdateEncryptionConfiguration", EncryptionConfiguration.Update),
            On("DeleteEncryptionConfiguration", EncryptionConfiguration.Delete),
        ]);
    }

    private static AwsOperation On(string name, Func<AwsCall, AwsAnswer> run) => new(name, run) { Resource = Everything };

    private static AwsOperation On(string name, Func<AwsCall, CancellationToken, Task<AwsAnswer>> run) => new(name, run) { Resource = Everything };

    /// <summary>None of these actions has a resource type: only <c>*</c> in a policy matches.</summary>
    private static string Everything(AwsCall call) => "*";
}
