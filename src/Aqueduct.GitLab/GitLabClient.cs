using Aqueduct.GitLab.Administration;
using Aqueduct.GitLab.Calling;
using Aqueduct.GitLab.Hooks;
using Aqueduct.GitLab.Notes;
using Aqueduct.GitLab.Tree;

namespace Aqueduct.GitLab;

/// <summary>GitLab's REST API v4 as far as Aqueduct uses it, with one token over one connection pool.</summary>
public sealed class GitLabClient : IDisposable
{
    private readonly GitLabChannel channel;

    /// <param name="url">How GitLab is reached; may have a path.</param>
    /// <param name="tokenFile">Read for every call, so that a rotated token is used at once.</param>
    /// <param name="transport">The innermost handler (proxy, private CA, name overrides); disposed with this.</param>
    public GitLabClient(Uri url, string tokenFile, HttpMessageHandler transport, TimeProvider clock)
        : this(new GitLabChannel(url, new TokenFile(tokenFile).ReadAsync, transport, clock))
    {
    }

    private GitLabClient(GitLabChannel channel)
    {
        this.channel = channel;
        Access = new(channel);
        Users = new(channel);
        Tokens = new(channel);
        Applications = new(channel);
        Hooks = new(channel);
        Memberships = new(channel);
        Projects = new(channel);
        Duo = new(channel);
        AiGateway = new(channel);
        Notes = new(channel);
        Roles = new(channel);
        Tree = new(channel);
        PlacedHooks = new(channel);
    }

    /// <summary>With a token that is at hand, such as that of an account of ours.</summary>
    /// <param name="transport">The innermost handler; disposed with the client.</param>
    public static GitLabClient WithToken(Uri url, string token, HttpMessageHandler transport, TimeProvider clock) =>
        new(new GitLabChannel(url, (_, _) => Task.FromResult<GitLabResult<string>>(token), transport, clock));

    public AccessClient Access { get; }

    public UsersClient Users { get; }

    public AccessTokensClient Tokens { get; }

    public ApplicationsClient Applications { get; }

    public SystemHooksClient Hooks { get; }

    public MembershipsClient Memberships { get; }

    public ProjectsClient Projects { get; }

    public DuoClient Duo { get; }

    public AiGatewayClient AiGateway { get; }

    public NotesClient Notes { get; }

    public RolesClient Roles { get; }

    public TreeClient Tree { get; }

    /// <summary>Of groups and projects; <see cref="Hooks"/> are those of the instance.</summary>
    public HooksClient PlacedHooks { get; }

    public void Dispose() => channel.Dispose();
}
