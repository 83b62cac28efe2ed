using Aqueduct.GitLab;
using Aqueduct.GitLab.Hooks;
using Aqueduct.Server.Storage;
using Aqueduct.Setup;

namespace Aqueduct.Server.Hooks;

/// <summary>Makes one place's hook as it should be, or removes it. Ours is a hook to our address that is recorded, or has our name; no other is touched.</summary>
/// <param name="url">Where GitLab delivers.</param>
internal sealed class HookWork(HooksClient hooks, HookRows rows, DeliverySecret secret, string url)
{
    private const string Name = "Aqueduct";

    /// <returns>A failure that other places would meet as well.</returns>
    public async Task<GitLabFailure?> KeepAsync(HookRow row, CancellationToken cancellationToken)
    {
        var place = new HookPlace(row.OfGroup, row.PlaceId);
        if (!(await OursAsync(row, cancellationToken)).TryGet(out var ours, out var failure))
            return await FailAsync(place, failure, cancellationToken);
        if (ours is [var only] && only.Id == row.HookId && only.IsAsCreated)
        {
            await rows.SeenAsync(place, only.Id, cancellationToken);
            return null;
        }

        // Whether one that is not recorded has our secret, nobody can tell; one that GitLab disabled starts afresh.
        if (await DeleteAsync(place, ours, cancellationToken) is { } refused)
            return await FailAsync(place, refused, cancellationToken);
        if (!(await hooks.CreateAsync(place, url, await secret.GetAsync(cancellationToken), Name, cancellationToken)).TryGet(out var made, out failure))
            return await FailAsync(place, failure, cancellationToken);
        await rows.SeenAsync(place, made.Id, cancellationToken);
        return null;
    }

    /// <inheritdoc cref="KeepAsync"/>
    public async Task<GitLabFailure?> RemoveAsync(HookRow row, CancellationToken cancellationToken)
    {
        var place = new HookPlace(row.OfGroup, row.PlaceId);
        if (!(await OursAsync(row, cancellationToken)).TryGet(out var ours, out var failure) && failure.Kind is not GitLabFailureKind.NotFound)
            return await FailAsync(place, failure, cancellationToken);
        if (await DeleteAsync(place, ours ?? [], cancellationToken) is { } refused)
            return await FailAsync(place, refused, cancellationToken);
        await rows.GoneAsync(place, cancellationToken);
        return null;
    }

    private async Task<GitLabResult<List<PlacedHook>>> OursAsync(HookRow row, CancellationToken cancellationToken)
    {
        List<PlacedHook> ours = [];
        await foreach (var listed in hooks.ListAsync(new(row.OfGroup, row.PlaceId), cancellationToken))
        {
            if (!listed.TryGet(out var hook, out var failure))
                return failure;
            if (hook.Url == url && (hook.Id == row.HookId || hook.Name == Name))
                ours.Add(hook);
        }
        return ours;
    }

    private async Task<GitLabFailure?> DeleteAsync(HookPlace place, List<PlacedHook> ours, CancellationToken cancellationToken)
    {
        foreach (var hook in ours)
        {
            if ((await hooks.DeleteAsync(place, hook.Id, cancellationToken)).Failure is { Kind: not GitLabFailureKind.NotFound } failure)
                return failure;
        }
        return null;
    }

    private async Task<GitLabFailure?> FailAsync(HookPlace place, GitLabFailure failure, CancellationToken cancellationToken)
    {
        await rows.FailedAsync(place, Explain(failure), cancellationToken);
        // An archived project takes no hook, and one may be gone before the mirror knows: the others can still have theirs.
        return failure.Kind is GitLabFailureKind.Forbidden or GitLabFailureKind.NotFound or GitLabFailureKind.Conflict ? null : failure;
    }

    private Failure Explain(GitLabFailure failure) =>
        failure.Kind is GitLabFailureKind.Invalid && failure.Message.Contains("url", StringComparison.OrdinalIgnoreCase)
            ? new("gitlab-hook-url-refused", $"GitLab does not take {url} as the address of a webhook: {failure}",
                "It is an address in GitLab's own network. In GitLab: Admin > Settings > Network > Outbound requests, select Allow requests to the local network from webhooks "
                + "and integrations (allow_local_requests_from_web_hooks_and_services), or add the host to the allowlist there; or set server.public_url to a public address.")
            : GitLabTrouble.Of(failure);
}
