using Aqueduct.StandIns.GitLab.World;

namespace Aqueduct.StandIns.GitLab.AmazonQ;

/// <summary>Authorization codes that GitLab itself makes for Amazon Q: the service account's, for one hour, with the human in the scope.</summary>
internal static class Grants
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>Root URL with its slash, as the application is registered.</summary>
    public static string RedirectUri(GitLabWorld world) => world.ExternalUrl + "/";

    /// <summary>Null when the application or the account is gone. Call it inside the world's lock.</summary>
    public static string? TryMake(GitLabWorld world, User human)
    {
        if (world.State.AmazonQ is not { ApplicationId: { } application, ServiceAccountId: { } account }) return null;
        var grant = new AccessGrant
        {
            Code = GitLabWorld.HexSecret(),
            ApplicationId = application,
            UserId = account,
            RedirectUri = RedirectUri(world),
            Scopes = ["api", "read_repository", "write_repository", $"user:{human.Id}"],
            ExpiresAt = world.Now + Lifetime,
        };
        world.State.Grants.Add(grant);
        return grant.Code;
    }
}
