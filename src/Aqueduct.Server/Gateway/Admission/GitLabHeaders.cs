namespace Aqueduct.Server.Gateway.Admission;

/// <summary>Headers of GitLab's calls to its AI gateway that decide something here.</summary>
internal static class GitLabHeaders
{
    public const string AuthenticationType = "X-Gitlab-Authentication-Type";
    public const string GlobalUserId = "X-Gitlab-Global-User-Id";
    public const string InstanceId = "X-Gitlab-Instance-Id";
    public const string Realm = "X-Gitlab-Realm";
}
