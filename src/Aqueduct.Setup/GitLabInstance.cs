using Aqueduct.GitLab;

namespace Aqueduct.Setup;

/// <summary>Which instance a GitLab is.</summary>
public static class GitLabInstance
{
    private const string SetIt = "Set gitlab.instance_uid: in GitLab's Rails console, Gitlab::CurrentSettings.uuid.";

    /// <summary>Asks GitLab for its UUID, which its Service Ping data tells an administrator.</summary>
    /// <param name="transport">The innermost handler (proxy, private CA, name overrides); disposed by this.</param>
    public static async Task<SetupResult<string>> ReadUidAsync(
        Uri url, string tokenFile, HttpMessageHandler transport, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var client = new GitLabClient(url, tokenFile, transport, clock);
        if (!(await client.Access.GetInstanceUidAsync(cancellationToken)).TryGet(out var uid, out var failure))
        {
            return new Failure("instance-uid-unknown", $"gitlab.instance_uid is not set, no instance is stored yet, and GitLab does not tell its own: {failure}",
                $"{SetIt} Or let GitLab tell it: an administrator's token with the scope read_service_ping in gitlab.token_file, "
                + "and Service Ping data on Admin > Settings > Metrics and profiling > Usage statistics.");
        }

        return Guid.TryParse(uid, out _)
            ? uid
            : new Failure("instance-uid-unknown", "gitlab.instance_uid is not set, no instance is stored yet, and what GitLab tells as its own is no UUID.", SetIt);
    }
}
