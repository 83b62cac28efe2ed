namespace Aqueduct.StandIns.GitLab.World;

/// <summary>Everything the instance knows, as it is written to disk.</summary>
internal sealed class WorldState
{
    public required InstanceSettings Settings { get; init; }

    public AmazonQState AmazonQ { get; init; } = new();

    public List<User> Users { get; init; } = [];

    public List<PersonalAccessToken> PersonalAccessTokens { get; init; } = [];

    public List<OAuthApplication> Applications { get; init; } = [];

    public List<AccessGrant> Grants { get; init; } = [];

    public List<OAuthToken> OAuthTokens { get; init; } = [];

    public List<Group> Groups { get; init; } = [];

    public List<Project> Projects { get; init; } = [];

    public List<Membership> Memberships { get; init; } = [];

    public List<Hook> Hooks { get; init; } = [];

    public List<Issue> Issues { get; init; } = [];

    public List<MergeRequest> MergeRequests { get; init; } = [];

    public List<Note> Notes { get; init; } = [];

    /// <summary>Last id given, per kind.</summary>
    public Dictionary<string, long> LastIds { get; init; } = [];

    /// <summary>PKCS#8 PEM of the key that signs OpenID tokens.</summary>
    public string? OpenIdKey { get; set; }

    public long NextId(string kind) => LastIds[kind] = LastIds.GetValueOrDefault(kind) + 1;
}
