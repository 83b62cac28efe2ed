using System.Globalization;
using System.Text.Json.Serialization;
using Aqueduct.GitLab.Calling;

namespace Aqueduct.GitLab.Administration;

/// <summary>GitLab Duo on the instance, as GitLab has it.</summary>
/// <param name="DuoAvailability"><c>default_on</c>, <c>default_off</c>, <c>never_on</c> or <c>always_on</c>; null where GitLab tells only the two flags.</param>
public sealed record DuoInstance(string? DuoAvailability = null, bool? DuoFeaturesEnabled = null, bool? LockDuoFeaturesEnabled = null);

/// <param name="ParentId">Null for a top-level group.</param>
/// <param name="DuoAvailability">As above; what is inherited looks like what was set.</param>
public sealed record DuoGroup(
    long Id, string FullPath, long? ParentId = null, string? DuoAvailability = null, bool? DuoFeaturesEnabled = null, bool? LockDuoFeaturesEnabled = null,
    bool? AmazonQAutoReviewEnabled = null);

/// <param name="AmazonQAutoReviewEnabled">Null where Amazon Q is not connected.</param>
public sealed record DuoProject(
    long Id, string PathWithNamespace, DuoNamespace Namespace, bool? DuoFeaturesEnabled = null, bool? AmazonQAutoReviewEnabled = null);

/// <param name="Kind"><c>group</c> or <c>user</c>.</param>
public sealed record DuoNamespace(long Id, string Kind);

/// <summary>What is null stays.</summary>
internal sealed record DuoChange(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? DuoAvailability = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? DuoFeaturesEnabled = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? AmazonQAutoReviewEnabled = null);

/// <summary>Where GitLab Duo may work: GitLab's own setting.</summary>
public sealed class DuoClient
{
    private const string Instance = "/application/settings";

    private readonly GitLabChannel channel;

    internal DuoClient(GitLabChannel channel) => this.channel = channel;

    public Task<GitLabResult<DuoInstance>> GetInstanceAsync(CancellationToken cancellationToken) =>
        channel.SendAsync(GitLabCall.Get(Instance), GitLabJson.Default.DuoInstance, cancellationToken);

    /// <param name="idOrPath">The ID, or the full path.</param>
    public Task<GitLabResult<DuoGroup>> GetGroupAsync(string idOrPath, CancellationToken cancellationToken) =>
        channel.SendAsync(GitLabCall.Get($"/groups/{Uri.EscapeDataString(idOrPath)}?with_projects=false"), GitLabJson.Default.DuoGroup, cancellationToken);

    /// <inheritdoc cref="GetGroupAsync"/>
    public Task<GitLabResult<DuoProject>> GetProjectAsync(string idOrPath, CancellationToken cancellationToken) =>
        channel.SendAsync(GitLabCall.Get($"/projects/{Uri.EscapeDataString(idOrPath)}"), GitLabJson.Default.DuoProject, cancellationToken);

    public Task<GitLabResult<NoContent>> SetInstanceAsync(string availability, CancellationToken cancellationToken) =>
        SetAsync(Instance, new(DuoAvailability: availability), cancellationToken);

    /// <param name="availability">Null stays, as does <paramref name="autoReview"/>.</param>
    public Task<GitLabResult<NoContent>> SetGroupAsync(long id, string? availability, bool? autoReview, CancellationToken cancellationToken) =>
        SetAsync(string.Create(CultureInfo.InvariantCulture, $"/groups/{id}"), new(DuoAvailability: availability, AmazonQAutoReviewEnabled: autoReview), cancellationToken);

    /// <param name="enabled">Null stays, as does <paramref name="autoReview"/>.</param>
    public Task<GitLabResult<NoContent>> SetProjectAsync(long id, bool? enabled, bool? autoReview, CancellationToken cancellationToken) =>
        SetAsync(string.Create(CultureInfo.InvariantCulture, $"/projects/{id}"), new(DuoFeaturesEnabled: enabled, AmazonQAutoReviewEnabled: autoReview), cancellationToken);

    private Task<GitLabResult<NoContent>> SetAsync(string path, DuoChange change, CancellationToken cancellationToken) =>
        channel.DoAsync(GitLabCall.Put(path, change, GitLabJson.Default.DuoChange), cancellationToken);
}
