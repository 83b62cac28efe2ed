using Aqueduct.StandIns.GitLab.Access;
using Aqueduct.StandIns.GitLab.Git;

namespace Aqueduct.StandIns.GitLab.World;

/// <summary>
/// The world every stand-in starts with, so that scripts and foreign clients can be pointed at it: users <c>root</c> (administrator),
/// <c>olivia</c> (Owner of group <c>acme</c>), <c>max</c> (Maintainer), <c>dana</c> (Developer), <c>rita</c> (Reporter), <c>gus</c> (guest),
/// password <c>standin</c>, tokens <c>glpat-standin-&lt;username&gt;</c>; projects <c>acme/shop</c> and <c>acme/platform/ledger</c>.
/// </summary>
internal static class FixedWorld
{
    public const string InstanceUid = "6a1c2f0e-7d3b-4c58-9e21-0f4b8d6a9c11";
    public const string Password = "standin";
    public static readonly DateTimeOffset Begin = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private static readonly (string Username, string Name, int Level)[] People =
    [
        ("root", "Administrator", AccessLevel.None),
        ("olivia", "Olivia Owner", AccessLevel.Owner),
        ("max", "Max Maintainer", AccessLevel.Maintainer),
        ("dana", "Dana Developer", AccessLevel.Developer),
        ("rita", "Rita Reporter", AccessLevel.Reporter),
        ("gus", "Gus Guest", AccessLevel.Guest),
    ];

    public static async Task<WorldState> CreateAsync(GitLabStandInOptions options, Repositories repositories, CancellationToken cancellationToken)
    {
        var state = new WorldState
        {
            Settings = new InstanceSettings
            {
                InstanceUid = options.InstanceUid,
                AdminMode = options.AdminMode,
                AllowLocalHookUrls = options.AllowLocalHookUrls,
                AiGatewayUrl = options.AiGatewayUrl,
            },
        };
        var acme = AddGroup(state, "Acme", "acme", null);
        var platform = AddGroup(state, "Platform", "platform", acme.Id);
        foreach (var (username, name, level) in People) AddPerson(state, username, name, level, acme);
        var shop = AddProject(state, "Shop", "shop", acme, "Web shop (Java, Maven)");
        var ledger = AddProject(state, "Ledger", "ledger", platform, "Book-keeping (C#)");
        await Task.WhenAll(
            FillAsync(repositories, shop, ShopRepository.FastImport, cancellationToken),
            FillAsync(repositories, ledger, LedgerRepository.FastImport, cancellationToken));

        AddIssue(state, shop, "Cart total ignores the discount", "`Cart.total()` adds up the prices and never looks at the discount.\n\nExpected: 10 % off from 100.00 on.");
        AddIssue(state, ledger, "Reject bookings in the future", "`Ledger.Book` takes any date. A booking later than today must be refused.");
        await AddMergeRequestAsync(state, repositories, shop, "Round prices half up", "feature/round-prices", cancellationToken);
        await AddMergeRequestAsync(state, repositories, ledger, "Add a running balance", "feature/balance", cancellationToken);
        GeneratedWorld.Add(state, options.GeneratedGroups, options.GeneratedProjects);
        return state;
    }

    private static Group AddGroup(WorldState state, string name, string path, long? parentId)
    {
        var group = new Group { Id = state.NextId("namespace"), Name = name, Path = path, ParentId = parentId, CreatedAt = Begin };
        state.Groups.Add(group);
        return group;
    }

    private static void AddPerson(WorldState state, string username, string name, int level, Group group)
    {
        var user = new User
        {
            Id = state.NextId("user"),
            Username = username,
            Name = name,
            Email = $"{username}@acme.example.test",
            Password = Password,
            Admin = username == "root",
            CreatedAt = Begin,
        };
        state.Users.Add(user);
        if (level > AccessLevel.None) state.Memberships.Add(new Membership { UserId = user.Id, GroupId = group.Id, AccessLevel = level, CreatedAt = Begin });
        var id = state.NextId("personal_access_token");
        state.PersonalAccessTokens.Add(new PersonalAccessToken
        {
            Id = id,
            UserId = user.Id,
            Name = "stand-in",
            Value = $"glpat-standin-{username}",
            Scopes = user.Admin ? Scopes.OfTokens : [.. Scopes.OfTokens.Except(Scopes.OfAdministrators)],
            Family = id,
            CreatedAt = Begin,
        });
    }

    private static Project AddProject(WorldState state, string name, string path, Group group, string description)
    {
        var olivia = state.Users.Single(u => u.Username == "olivia");
        var project = new Project { Id = state.NextId("project"), Name = name, Path = path, GroupId = group.Id, CreatorId = olivia.Id, Description = description, CreatedAt = Begin };
        state.Projects.Add(project);
        return project;
    }

    private static async Task FillAsync(Repositories repositories, Project project, string fastImport, CancellationToken cancellationToken)
    {
        await repositories.CreateAsync(project.Id, cancellationToken);
        await repositories.ImportAsync(project.Id, fastImport, cancellationToken);
    }

    private static void AddIssue(WorldState state, Project project, string title, string description) => state.Issues.Add(new Issue
    {
        Id = state.NextId("issue"),
        Iid = 1,
        ProjectId = project.Id,
        AuthorId = state.Users.Single(u => u.Username == "dana").Id,
        Title = title,
        Description = description,
        CreatedAt = Begin,
        UpdatedAt = Begin,
    });

    private static async Task AddMergeRequestAsync(WorldState state, Repositories repositories, Project project, string title, string branch, CancellationToken cancellationToken) =>
        state.MergeRequests.Add(new MergeRequest
        {
            Id = state.NextId("merge_request"),
            Iid = 1,
            ProjectId = project.Id,
            AuthorId = state.Users.Single(u => u.Username == "dana").Id,
            Title = title,
            SourceBranch = branch,
            TargetBranch = project.DefaultBranch,
            BaseSha = (await repositories.ResolveAsync(project.Id, project.DefaultBranch, cancellationToken))!, // branched off at its head
            HeadSha = (await repositories.ResolveAsync(project.Id, branch, cancellationToken))!,
            CreatedAt = Begin,
            UpdatedAt = Begin,
        });
}
