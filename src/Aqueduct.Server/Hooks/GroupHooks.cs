using Aqueduct.GitLab;
using Aqueduct.GitLab.Hooks;
using Aqueduct.GitLab.Tree;
using Aqueduct.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Aqueduct.Server.Hooks;

/// <summary>Whether the plan of the instance has hooks of groups.</summary>
internal sealed class GroupHooks(IDatabase database, HooksClient hooks, TreeClient tree)
{
    /// <summary>Who lacks the plan is refused, or has no such route; so a group that GitLab has and whose hooks it does not show says no.</summary>
    public async Task<GitLabResult<bool>> AreThereAsync(CancellationToken cancellationToken)
    {
        if (await database.ReadAsync((db, token) => db.TreeGroups.OrderBy(g => g.Id).Select(g => g.Id).FirstOrDefaultAsync(token), cancellationToken) is not (> 0 and var group))
            return false;
        await foreach (var listed in hooks.ListAsync(new(OfGroup: true, group), cancellationToken))
        {
            if (listed.TryGet(out _, out var failure))
                return true;
            if (failure.Kind is not (GitLabFailureKind.Forbidden or GitLabFailureKind.NotFound))
                return failure;
            return (await tree.GroupAsync(group, cancellationToken)).TryGet(out _, out var gone) ? false : gone;
        }
        return true;
    }
}
