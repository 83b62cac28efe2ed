using Aqueduct.Setup.State;

namespace Aqueduct.Setup.Resources;

/// <summary>What a resource remembers between runs, together with what it made or adopted for earlier configurations.</summary>
/// <param name="key">Its row in the records; null when it belongs to another resource and needs none.</param>
/// <param name="former">The record of something of an earlier configuration, which lives in the row of its successor.</param>
internal sealed class ResourceMemory(SetupContext context, string? key, ResourceRecord? former)
{
    public Task<ResourceRecord?> GetAsync(CancellationToken cancellationToken) =>
        key is null ? Task.FromResult(former) : context.Records.GetAsync(key, cancellationToken);

    /// <summary>Notes that it is about to be created; a create repeated after a crash keeps its token.</summary>
    public async Task<ResourceRecord?> IntendAsync(string identifier, ResourceRecord? earlier, CancellationToken cancellationToken)
    {
        if (key is null)
            return null;
        var token = earlier is { Origin: Origin.Intent, ClientToken: { } given } && earlier.Identifier == identifier ? given : Guid.NewGuid().ToString("D");
        var intent = Record(identifier, Origin.Intent, earlier) with { ClientToken = token };
        await context.Records.SetAsync(key, intent, cancellationToken);
        return intent;
    }

    /// <param name="before">What it was like before it was adopted.</param>
    /// <returns>What is remembered now.</returns>
    public async Task<ResourceRecord> RememberAsync(
        string identifier, Origin origin, ResourceRecord? earlier, Before? before, CancellationToken cancellationToken)
    {
        var record = Record(identifier, origin, earlier) with { Before = before };
        if (key is not null)
            await context.Records.SetAsync(key, record, cancellationToken);
        return record;
    }

    /// <summary>Takes back an intent.</summary>
    public Task RestoreAsync(ResourceRecord? earlier, CancellationToken cancellationToken) =>
        key is not null && earlier is not null ? context.Records.SetAsync(key, earlier, cancellationToken) : ForgetAsync(cancellationToken);

    public Task ForgetAsync(CancellationToken cancellationToken) =>
        key is null ? Task.CompletedTask : context.Records.RemoveAsync(key, cancellationToken);

    private ResourceRecord Record(string identifier, Origin origin, ResourceRecord? earlier) =>
        new(context.Wanted.Account, identifier, origin, context.Clock.GetUtcNow(), Former: FormerOf(earlier, identifier));

    private static List<ResourceRecord>? FormerOf(ResourceRecord? earlier, string identifier)
    {
        if (earlier is null)
            return null;
        List<ResourceRecord> all = [.. earlier.FormerOrNone];
        if (earlier.IsOurs)
            all.Add(earlier with { Former = null });
        all.RemoveAll(r => r.Identifier == identifier);
        return all.Count is 0 ? null : all;
    }
}
