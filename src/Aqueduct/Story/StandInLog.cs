using System.Text.Json;

namespace Aqueduct.Story;

/// <summary>What a stand-in says it was called for: the story counts there, never in our own data.</summary>
/// <param name="standIn">Its base address is the stand-in's.</param>
internal sealed class StandInLog(HttpClient standIn, CancellationToken cancellationToken)
{
    /// <param name="counts">Of a call, as the stand-in's log has it.</param>
    public async Task<int> CountAsync(Func<JsonElement, bool> counts)
    {
        using var log = JsonDocument.Parse(await standIn.GetStringAsync(new Uri("/_standin/requests", UriKind.Relative), cancellationToken));
        return log.RootElement.EnumerateArray().Count(counts);
    }

    /// <param name="operation">Such as <c>SendEvent</c>.</param>
    public Task<int> CountAsync(string operation) => CountAsync(call => call.GetProperty("operation").GetString() == operation);

    public Task<int> CountAsync() => CountAsync(_ => true);
}
