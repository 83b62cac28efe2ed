using System.Globalization;
using Aqueduct.GitLab.Calling;

namespace Aqueduct.GitLab.Hooks;

/// <summary>Webhooks of groups (from GitLab Premium on) and projects.</summary>
public sealed class HooksClient
{
    private readonly GitLabChannel channel;

    internal HooksClient(GitLabChannel channel) => this.channel = channel;

    /// <summary>All of a place; a failure ends the stream.</summary>
    public IAsyncEnumerable<GitLabResult<PlacedHook>> ListAsync(HookPlace place, CancellationToken cancellationToken) =>
        channel.ListAsync(Path(place), GitLabJson.Default.IReadOnlyListPlacedHook, cancellationToken);

    /// <summary>One that verifies certificates and is <see cref="PlacedHook.IsAsCreated"/>.</summary>
    public Task<GitLabResult<PlacedHook>> CreateAsync(HookPlace place, string url, string token, string name, CancellationToken cancellationToken) =>
        channel.SendAsync(GitLabCall.Post(Path(place), new(url, token, name), GitLabJson.Default.NewHook), GitLabJson.Default.PlacedHook, cancellationToken);

    public Task<GitLabResult<NoContent>> DeleteAsync(HookPlace place, long id, CancellationToken cancellationToken) =>
        channel.DoAsync(GitLabCall.Delete(string.Create(CultureInfo.InvariantCulture, $"{Path(place)}/{id}")), cancellationToken);

    private static string Path(HookPlace place) => string.Create(CultureInfo.InvariantCulture, $"/{(place.OfGroup ? "groups" : "projects")}/{place.Id}/hooks");
}
