using System.Text.Json.Serialization;
using Aqueduct.GitLab.Calling;

namespace Aqueduct.GitLab.Administration;

/// <param name="Variables">Null where the query has none.</param>
internal sealed record GatewayUrlRequest(
    string Query, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] GatewayUrlVariables? Variables = null);

internal sealed record GatewayUrlVariables([property: JsonPropertyName("input")] GatewayUrl Input);

internal sealed record GatewayUrl([property: JsonPropertyName("aiGatewayUrl")] string? AiGatewayUrl = null);

/// <param name="Errors">Of the whole query; GitLab answers 200 with them.</param>
internal sealed record GatewayUrlAnswer(GatewayUrlData? Data = null, IReadOnlyList<GraphQlError>? Errors = null);

internal sealed record GatewayUrlData(
    [property: JsonPropertyName("duoSettings")] GatewayUrl? DuoSettings = null,
    [property: JsonPropertyName("duoSettingsUpdate")] GatewayUrlUpdated? DuoSettingsUpdate = null);

internal sealed record GatewayUrlUpdated(IReadOnlyList<string>? Errors = null);

internal sealed record GraphQlError(string Message);

/// <summary>Which AI gateway GitLab calls. Only GraphQL tells and changes it. Source: GitLab's GraphQL reference, <c>duoSettings</c>, <c>duoSettingsUpdate</c>.</summary>
public sealed class AiGatewayClient
{
    private const string Query = "query { duoSettings { aiGatewayUrl } }";
    private const string Mutation = "mutation($input: DuoSettingsUpdateInput!) { duoSettingsUpdate(input: $input) { errors } }";

    private readonly GitLabChannel channel;

    internal AiGatewayClient(GitLabChannel channel) => this.channel = channel;

    /// <returns>Empty: GitLab's own.</returns>
    public async Task<GitLabResult<string>> GetUrlAsync(CancellationToken cancellationToken) =>
        (await SendAsync(new(Query), cancellationToken)).TryGet(out var data, out var failure) ? data.DuoSettings?.AiGatewayUrl ?? "" : failure;

    /// <summary>Refused as <see cref="GitLabFailureKind.Forbidden"/> while Amazon Q is connected.</summary>
    /// <param name="url">Empty: GitLab's own.</param>
    public async Task<GitLabResult<NoContent>> SetUrlAsync(string url, CancellationToken cancellationToken) =>
        (await SendAsync(new(Mutation, new(new(url.Length is 0 ? null : url))), cancellationToken)).TryGet(out _, out var failure) ? default(NoContent) : failure;

    private async Task<GitLabResult<GatewayUrlData>> SendAsync(GatewayUrlRequest request, CancellationToken cancellationToken)
    {
        var call = GitLabCall.GraphQl(request, GitLabJson.Default.GatewayUrlRequest);
        if (!(await channel.SendAsync(call, GitLabJson.Default.GatewayUrlAnswer, cancellationToken)).TryGet(out var answer, out var failure))
            return failure;
        return answer switch
        {
            { Errors: [var refused, ..] } => call.Failed(GitLabFailureKind.Forbidden, refused.Message),
            { Data.DuoSettingsUpdate.Errors: [var invalid, ..] } => call.Failed(GitLabFailureKind.Invalid, invalid),
            { Data: { } data } => data,
            _ => call.Failed(GitLabFailureKind.NotFound, "GitLab answered without data."),
        };
    }
}
