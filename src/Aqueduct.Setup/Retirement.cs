using Aqueduct.GitLab;
using Aqueduct.GitLab.Administration;
using Aqueduct.Setup.Resources;

namespace Aqueduct.Setup;

/// <summary>
/// What a disconnect does at GitLab, as GitLab's own does: 1. the hook is deleted; 2. Amazon Q's application, with the tokens and consents given
/// to it; 3. the account leaves its groups and projects; 4. it is blocked. The account, its token and the sign-in application stay, so that a
/// connect makes the rest again. Each step looks first: cut short, it goes on when it is run again.
/// </summary>
internal sealed class Retirement(GitLabContext context)
{
    /// <returns>Null when all is done.</returns>
    public async Task<Failure?> RetireAsync(CancellationToken cancellationToken)
    {
        foreach (var resource in (IResource[])[new SystemHookResource(context), new ApplicationResource(context, context.Wanted.AmazonQApplication)])
        {
            if (!(await resource.DestroyAsync(cancellationToken)).TryGet(out _, out var failures))
                return failures[0];
        }

        return await LeaveAsync(cancellationToken) is { } refused ? refused
            : (await new AmazonQAccountResource(context).DestroyAsync(cancellationToken)).TryGet(out _, out var failed) ? null
            : failed[0];
    }

    private async Task<Failure?> LeaveAsync(CancellationToken cancellationToken)
    {
        if ((await context.Records.GetAccountAsync(cancellationToken))?.Id is not { } id)
            return null;
        var memberships = await ListAsync(id, cancellationToken);
        if (!memberships.TryGet(out var found, out var failure))
            return failure.Kind is GitLabFailureKind.NotFound ? null : context.Explain(failure); // the account itself is gone
        foreach (var membership in found)
        {
            if ((await context.Client.Memberships.RemoveAsync(membership, id, cancellationToken)).Failure is { Kind: not GitLabFailureKind.NotFound } refused)
            {
                var explained = context.Explain(refused);
                return explained with { Detail = $"{explained.Detail} (of {membership.SourceName})" };
            }
        }

        return null;
    }

    // Read whole before anything is removed: pages would shift.
    private async Task<GitLabResult<IReadOnlyList<Membership>>> ListAsync(long id, CancellationToken cancellationToken)
    {
        List<Membership> all = [];
        await foreach (var listed in context.Client.Memberships.ListAsync(id, cancellationToken))
        {
            if (!listed.TryGet(out var membership, out var failure))
                return failure;
            all.Add(membership);
        }

        return all;
    }
}
