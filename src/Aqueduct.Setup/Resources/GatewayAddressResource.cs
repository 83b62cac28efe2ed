using System.Text.Json;
using Aqueduct.Aws;
using Aqueduct.GitLab;

namespace Aqueduct.Setup.Resources;

/// <summary>
/// Which AI gateway GitLab calls, for mode <c>gateway</c>: this Aqueduct. What it was before is remembered, and put back by destroy. While Amazon Q
/// is connected GitLab changes it for nobody but its console.
/// </summary>
/// <param name="url">Aqueduct's public address with <c>/ai</c> at its end.</param>
internal sealed class GatewayAddressResource(string url, GitLabClient gitLab, ISetupState state) : IResource
{
    private const string Former = "gitlab.ai-gateway-url.former";
    private const string Own = "(GitLab's own)";

    public string Name => "AI gateway URL";

    public string Identifier => url;

    public async Task<SetupResult<PlannedChange>> PlanAsync(CancellationToken cancellationToken)
    {
        if (!(await gitLab.AiGateway.GetUrlAsync(cancellationToken)).TryGet(out var found, out var failure))
            return Planned(ChangeKind.Manual, [], $"GitLab does not tell it ({failure.Message}) {Console(url)}");
        return Same(found, url)
            ? Planned(ChangeKind.Unchanged, [], null)
            : Planned(ChangeKind.Update, [new("in GitLab", found.Length is 0 ? Own : found, url)],
                "all AI requests of GitLab come here then; what is not for Amazon Q goes on to gateway.upstream");
    }

    public async Task<SetupResult<AppliedChange>> ApplyAsync(PlannedChange planned, CancellationToken cancellationToken)
    {
        if (planned.Kind is not ChangeKind.Update)
            return new AppliedChange(Name, Identifier, planned.Kind, planned.Note);
        if (!(await gitLab.AiGateway.GetUrlAsync(cancellationToken)).TryGet(out var found, out var failure))
            return new AppliedChange(Name, Identifier, ChangeKind.Manual, $"GitLab does not tell it ({failure.Message}) {Console(url)}");
        if (!Same(found, url) && await state.GetAsync(Former, cancellationToken) is null)
            await state.SetAsync(Former, JsonSerializer.Serialize(found), cancellationToken);
        var set = await gitLab.AiGateway.SetUrlAsync(url, cancellationToken);
        return set.Failure is { } refused
            ? new AppliedChange(Name, Identifier, ChangeKind.Manual, $"GitLab refuses ({refused.Message}) {Console(url)}")
            : new AppliedChange(Name, Identifier, ChangeKind.Update, planned.Note);
    }

    public async Task<SetupResult<IReadOnlyList<PlannedChange>>> PlanDestroyAsync(CancellationToken cancellationToken) =>
        await FormerAsync(cancellationToken) is { } former
            ? SetupResult.Of<IReadOnlyList<PlannedChange>>([Planned(ChangeKind.Update, [new("in GitLab", url, former.Length is 0 ? Own : former)], "put back as it was before set-up")])
            : SetupResult.Of<IReadOnlyList<PlannedChange>>([]);

    public async Task<SetupResult<Done>> DestroyAsync(CancellationToken cancellationToken)
    {
        if (await FormerAsync(cancellationToken) is not { } former)
            return default(Done);
        // Somebody may have set another one meanwhile: that stays.
        if ((await gitLab.AiGateway.GetUrlAsync(cancellationToken)).TryGet(out var found, out _) && Same(found, url)
            && (await gitLab.AiGateway.SetUrlAsync(former, cancellationToken)).Failure is { } refused)
            return new Failure("ai-gateway-url", $"GitLab does not take its AI gateway URL back: {refused.Message}", Console(former));
        await state.RemoveAsync(Former, cancellationToken);
        return default(Done);
    }

    private async Task<string?> FormerAsync(CancellationToken cancellationToken) =>
        await state.GetAsync(Former, cancellationToken) is { } json ? JsonSerializer.Deserialize<string>(json) : null;

    private static bool Same(string one, string other) => one.TrimEnd('/') == other.TrimEnd('/');

    private static string Console(string url) =>
        $"In GitLab's Rails console (`sudo gitlab-rails console`): Ai::Setting.instance.update!(ai_gateway_url: {(url.Length is 0 ? "nil" : $"\"{url}\"")})";

    private PlannedChange Planned(ChangeKind kind, IReadOnlyList<AttributeChange> attributes, string? note) => new(Name, Identifier, kind, attributes, note);
}
