using Aqueduct.GitLab;
using Aqueduct.GitLab.Administration;
using Aqueduct.GitLab.Tree;
using Aqueduct.Server.Storage;

namespace Aqueduct.Server.Tree;

/// <summary>The steps of the mirror: one page, or one group or project that may have changed. Each leaves the store true and says how far it is.</summary>
internal sealed class TreeReading(TreeClient tree, AccessClient access, TreePages pages, TreeRows rows, TreeChanges changes)
{
    private const int ChildrenAtOnce = 100;

    /// <summary>Whoever is no administrator sees a part, and would take the rest for deleted.</summary>
    public async Task<GitLabFailure?> CheckAsync(CancellationToken cancellationToken) => (await access.CheckAdministratorAsync(cancellationToken)).Failure;

    /// <returns>How long to wait before the next page.</returns>
    public async Task<GitLabResult<TimeSpan>> ReadPageAsync(TreeSyncRow at, CancellationToken cancellationToken)
    {
        GitLabFailure? failure;
        if (at.Phase is TreePhase.Groups)
        {
            if (!(await tree.GroupsAsync(at.Page, cancellationToken)).TryGet(out var groups, out failure))
                return failure;
            await pages.LayAsync(at, groups, cancellationToken);
            return groups.Pause;
        }

        if (!(await tree.ProjectsAsync(at.Cursor, cancellationToken)).TryGet(out var projects, out failure))
            return failure;
        await pages.LayAsync(at, projects, cancellationToken);
        return projects.Pause;
    }

    /// <summary>What GitLab no longer has is removed, but only while the token still sees everything.</summary>
    public async Task<GitLabFailure?> ReadAgainAsync(TreeItem item, CancellationToken cancellationToken)
    {
        var failure = item.OfGroup ? await PlaceGroupAsync(item.Id, cancellationToken) : await PlaceProjectAsync(item.Id, cancellationToken);
        return failure is { Kind: GitLabFailureKind.NotFound }
            ? await CheckAsync(cancellationToken) ?? await RemoveAsync(item, cancellationToken)
            : failure;
    }

    private async Task<GitLabFailure?> PlaceGroupAsync(long id, CancellationToken cancellationToken)
    {
        if (!(await tree.GroupAsync(id, cancellationToken)).TryGet(out var group, out var failure))
            return failure;
        await rows.PlaceAsync(group, cancellationToken);
        if (group.ParentId is { } parent && !await rows.IsKnownAsync(parent, ParentOf(group.FullPath), cancellationToken))
            await changes.NoteAsync(TreeItem.Group(parent), cancellationToken);
        return null;
    }

    private async Task<GitLabFailure?> PlaceProjectAsync(long id, CancellationToken cancellationToken)
    {
        if (!(await tree.ProjectAsync(id, cancellationToken)).TryGet(out var project, out var failure))
            return failure;
        await rows.PlaceAsync(project, cancellationToken);
        // GitLab tells of no transfer of a group: its projects do, by where they are now.
        if (project.GroupId is { } group && !await rows.IsKnownAsync(group, project.Namespace.FullPath, cancellationToken))
            await changes.NoteAsync(TreeItem.Group(group), cancellationToken);
        return null;
    }

    /// <summary>What was below is read again first: it went with the group, or moved away before. A group has nobody below it when it goes.</summary>
    private async Task<GitLabFailure?> RemoveAsync(TreeItem item, CancellationToken cancellationToken)
    {
        if (item.OfGroup)
        {
            var after = TreeItem.Group(0);
            while (await rows.ChildrenAsync(item.Id, after, ChildrenAtOnce, cancellationToken) is { Count: > 0 } children)
            {
                foreach (var child in children)
                {
                    if (await ReadAgainAsync(child, cancellationToken) is { } failure)
                        return failure;
                }

                after = children[^1];
            }
        }

        await rows.RemoveAsync(item, cancellationToken);
        return null;
    }

    private static string ParentOf(string fullPath) => fullPath[..Math.Max(0, fullPath.LastIndexOf('/'))];
}
